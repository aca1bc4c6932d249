import { Migration } from '@mikro-orm/migrations'

export class Initial extends Migration {
  override up(): void | Promise<void> {
    this.addSql(
      `create table \`membership\` (\`room_id\` text not null, \`user_id\` text not null, \`role\` text not null, \`joined_at\` bigint not null, \`read_seq\` integer not null, \`read_count\` integer not null, primary key (\`room_id\`, \`user_id\`));`,
    )
    this.addSql(`create index \`membership_user_id_index\` on \`membership\` (\`user_id\`);`)

    this.addSql(
      `create table \`mention\` (\`room_id\` text not null, \`seq\` integer not null, \`user_id\` text not null, primary key (\`room_id\`, \`seq\`, \`user_id\`));`,
    )
    this.addSql(
      `create index \`mention_user_id_room_id_seq_index\` on \`mention\` (\`user_id\`, \`room_id\`, \`seq\`);`,
    )

    this.addSql(
      `create table \`message\` (\`room_id\` text not null, \`seq\` integer not null, \`root_seq\` integer not null, \`ordinal\` integer not null, \`author_id\` text not null, \`client_id\` text not null, \`text\` text null, \`created_at\` bigint not null, \`edited_at\` bigint null, \`retracted_at\` bigint null, \`retracted_by\` text null, \`reply_count\` integer not null, \`last_reply_at\` bigint null, primary key (\`room_id\`, \`seq\`));`,
    )
    this.addSql(
      `create index \`message_room_id_root_seq_seq_index\` on \`message\` (\`room_id\`, \`root_seq\`, \`seq\`);`,
    )
    this.addSql(
      `create unique index \`message_author_id_client_id_unique\` on \`message\` (\`author_id\`, \`client_id\`);`,
    )

    this.addSql(
      `create table \`message_revision\` (\`room_id\` text not null, \`message_seq\` integer not null, \`seq\` integer not null, \`text\` text not null, \`written_at\` bigint not null, primary key (\`room_id\`, \`message_seq\`, \`seq\`));`,
    )

    this.addSql(
      `create table \`reaction\` (\`room_id\` text not null, \`seq\` integer not null, \`emoji\` text not null, \`user_id\` text not null, \`event_seq\` integer not null, \`created_at\` bigint not null, primary key (\`room_id\`, \`seq\`, \`emoji\`, \`user_id\`));`,
    )

    this.addSql(
      `create table \`room\` (\`id\` text not null primary key, \`kind\` text not null, \`name\` text not null, \`public_name\` text null, \`topic\` text not null, \`direct_key\` text null, \`creation_key\` text null, \`is_default\` integer not null, \`created_by\` text null, \`created_at\` bigint not null, \`archived_at\` bigint null, \`epoch\` text not null, \`last_seq\` integer not null, \`members_seq\` integer not null, \`message_count\` integer not null, \`last_message_at\` bigint null);`,
    )
    this.addSql(`create unique index \`room_public_name_unique\` on \`room\` (\`public_name\`);`)
    this.addSql(`create unique index \`room_direct_key_unique\` on \`room\` (\`direct_key\`);`)
    this.addSql(`create unique index \`room_creation_key_unique\` on \`room\` (\`creation_key\`);`)

    this.addSql(
      `create table \`room_event\` (\`room_id\` text not null, \`seq\` integer not null, \`type\` text not null, \`actor_id\` text null, \`at\` bigint not null, \`data\` text not null, primary key (\`room_id\`, \`seq\`));`,
    )

    this.addSql(
      `create table \`session\` (\`id\` text not null primary key, \`user_id\` text not null, \`token_hash\` text not null, \`device\` text not null, \`address\` text null, \`is_remembered\` integer not null, \`created_at\` bigint not null, \`last_used_at\` bigint not null, \`expires_at\` bigint not null);`,
    )
    this.addSql(`create index \`session_user_id_index\` on \`session\` (\`user_id\`);`)
    this.addSql(`create unique index \`session_token_hash_unique\` on \`session\` (\`token_hash\`);`)
    this.addSql(`create index \`session_expires_at_index\` on \`session\` (\`expires_at\`);`)

    this.addSql(
      `create table \`user\` (\`id\` text not null primary key, \`username\` text not null, \`name\` text not null, \`title\` text null, \`password_hash\` text not null, \`role\` text not null, \`created_at\` bigint not null, \`last_seen_at\` bigint null, \`deactivated_at\` bigint null);`,
    )
    this.addSql(`create unique index \`user_username_unique\` on \`user\` (\`username\`);`)
    this.addSql(`create index \`user_name_index\` on \`user\` (\`name\`);`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`membership\`;`)
    this.addSql(`drop table if exists \`mention\`;`)
    this.addSql(`drop table if exists \`message\`;`)
    this.addSql(`drop table if exists \`message_revision\`;`)
    this.addSql(`drop table if exists \`reaction\`;`)
    this.addSql(`drop table if exists \`room\`;`)
    this.addSql(`drop table if exists \`room_event\`;`)
    this.addSql(`drop table if exists \`session\`;`)
    this.addSql(`drop table if exists \`user\`;`)
  }
}
