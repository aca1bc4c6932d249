import { Migration } from '@mikro-orm/migrations'

export class Cluster extends Migration {
  override up(): void | Promise<void> {
    this.addSql(
      `create table \`cluster_event\` (\`id\` text not null primary key, \`at\` bigint not null, \`type\` text not null, \`node_id\` text null, \`node_name\` text not null, \`actor_id\` text null, \`summary\` text not null);`,
    )

    this.addSql(
      `create table \`cluster_lease\` (\`name\` text not null primary key, \`node_id\` text not null, \`generation\` integer not null, \`until\` bigint not null);`,
    )

    this.addSql(
      `create table \`cluster_node\` (\`id\` text not null primary key, \`name\` text not null, \`address\` text null, \`region\` text null, \`version\` text not null, \`capacity\` integer not null, \`status\` text not null, \`generation\` integer not null, \`instance_id\` text not null, \`is_held_back\` integer not null, \`lease_until\` bigint not null, \`registered_at\` bigint not null, \`started_at\` bigint not null, \`approved_at\` bigint null, \`heartbeat_at\` bigint null, \`followed_rooms\` integer not null, \`room_count\` integer not null, \`connections\` integer not null, \`messages_per_minute\` integer not null, \`event_loop_delay_us\` integer not null, \`cpu_permille\` integer not null, \`memory_bytes\` bigint not null);`,
    )
    this.addSql(`create unique index \`cluster_node_name_unique\` on \`cluster_node\` (\`name\`);`)

    this.addSql(
      `create table \`cluster_rebalance\` (\`name\` text not null primary key, \`total\` integer not null, \`done\` integer not null, \`started_at\` bigint not null, \`moves_per_minute\` integer not null);`,
    )

    this.addSql(
      `create table \`cluster_sample\` (\`node_id\` text not null, \`at\` bigint not null, \`connections\` integer not null, \`messages_per_minute\` integer not null, \`event_loop_delay_us\` integer not null, \`cpu_permille\` integer not null, \`memory_bytes\` bigint not null, primary key (\`node_id\`, \`at\`));`,
    )

    this.addSql(
      `create table \`room_placement\` (\`room_id\` text not null primary key, \`node_id\` text not null, \`region\` text null, \`reason\` text not null, \`placed_at\` bigint not null);`,
    )
    this.addSql(`create index \`room_placement_node_id_index\` on \`room_placement\` (\`node_id\`);`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`cluster_event\`;`)
    this.addSql(`drop table if exists \`cluster_lease\`;`)
    this.addSql(`drop table if exists \`cluster_node\`;`)
    this.addSql(`drop table if exists \`cluster_rebalance\`;`)
    this.addSql(`drop table if exists \`cluster_sample\`;`)
    this.addSql(`drop table if exists \`room_placement\`;`)
  }
}
