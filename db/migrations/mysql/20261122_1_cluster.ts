import { Migration } from '@mikro-orm/migrations'

export class Cluster extends Migration {
  override up(): void | Promise<void> {
    this.addSql(
      `create table \`cluster_event\` (\`id\` varchar(36) not null, \`at\` bigint unsigned not null, \`type\` varchar(20) not null, \`node_id\` varchar(36) null, \`node_name\` varchar(63) not null, \`actor_id\` varchar(36) null, \`summary\` varchar(250) not null, primary key (\`id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`cluster_lease\` (\`name\` varchar(20) not null, \`node_id\` varchar(36) not null, \`generation\` int unsigned not null, \`until\` bigint unsigned not null, primary key (\`name\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`cluster_node\` (\`id\` varchar(36) not null, \`name\` varchar(63) not null, \`address\` varchar(255) null, \`region\` varchar(63) null, \`version\` varchar(40) not null, \`capacity\` int unsigned not null, \`status\` varchar(10) not null, \`generation\` int unsigned not null, \`instance_id\` varchar(36) not null, \`is_held_back\` tinyint unsigned not null, \`lease_until\` bigint unsigned not null, \`registered_at\` bigint unsigned not null, \`started_at\` bigint unsigned not null, \`approved_at\` bigint unsigned null, \`heartbeat_at\` bigint unsigned null, \`followed_rooms\` int unsigned not null, \`room_count\` int unsigned not null, \`connections\` int unsigned not null, \`messages_per_minute\` int unsigned not null, \`event_loop_delay_us\` int unsigned not null, \`cpu_permille\` int unsigned not null, \`memory_bytes\` bigint unsigned not null, primary key (\`id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`cluster_node\` add unique \`cluster_node_name_unique\` (\`name\`);`)

    this.addSql(
      `create table \`cluster_rebalance\` (\`name\` varchar(20) not null, \`total\` int unsigned not null, \`done\` int unsigned not null, \`started_at\` bigint unsigned not null, \`moves_per_minute\` int unsigned not null, primary key (\`name\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`cluster_sample\` (\`node_id\` varchar(36) not null, \`at\` bigint unsigned not null, \`connections\` int unsigned not null, \`messages_per_minute\` int unsigned not null, \`event_loop_delay_us\` int unsigned not null, \`cpu_permille\` int unsigned not null, \`memory_bytes\` bigint unsigned not null, primary key (\`node_id\`, \`at\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`room_placement\` (\`room_id\` varchar(36) not null, \`node_id\` varchar(36) not null, \`region\` varchar(63) null, \`reason\` varchar(200) not null, \`placed_at\` bigint unsigned not null, primary key (\`room_id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`room_placement\` add index \`room_placement_node_id_index\` (\`node_id\`);`)
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
