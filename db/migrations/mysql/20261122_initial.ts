import { Migration } from '@mikro-orm/migrations'

export class Initial extends Migration {
  override up(): void | Promise<void> {
    this.addSql(
      `create table \`membership\` (\`room_id\` varchar(36) not null, \`user_id\` varchar(36) not null, \`role\` varchar(10) not null, \`joined_at\` bigint unsigned not null, \`read_seq\` int unsigned not null, \`read_count\` int unsigned not null, primary key (\`room_id\`, \`user_id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`membership\` add index \`membership_user_id_index\` (\`user_id\`);`)

    this.addSql(
      `create table \`mention\` (\`room_id\` varchar(36) not null, \`seq\` int unsigned not null, \`user_id\` varchar(36) not null, primary key (\`room_id\`, \`seq\`, \`user_id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(
      `alter table \`mention\` add index \`mention_user_id_room_id_seq_index\` (\`user_id\`, \`room_id\`, \`seq\`);`,
    )

    this.addSql(
      `create table \`message\` (\`room_id\` varchar(36) not null, \`seq\` int unsigned not null, \`root_seq\` int unsigned not null, \`ordinal\` int unsigned not null, \`author_id\` varchar(36) not null, \`client_id\` varchar(64) not null, \`text\` text null, \`created_at\` bigint unsigned not null, \`edited_at\` bigint unsigned null, \`retracted_at\` bigint unsigned null, \`retracted_by\` varchar(36) null, \`reply_count\` int unsigned not null, \`last_reply_at\` bigint unsigned null, primary key (\`room_id\`, \`seq\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(
      `alter table \`message\` add index \`message_room_id_root_seq_seq_index\` (\`room_id\`, \`root_seq\`, \`seq\`);`,
    )
    this.addSql(
      `alter table \`message\` add unique \`message_author_id_client_id_unique\` (\`author_id\`, \`client_id\`);`,
    )

    this.addSql(
      `create table \`message_revision\` (\`room_id\` varchar(36) not null, \`message_seq\` int unsigned not null, \`seq\` int unsigned not null, \`text\` text not null, \`written_at\` bigint unsigned not null, primary key (\`room_id\`, \`message_seq\`, \`seq\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`reaction\` (\`room_id\` varchar(36) not null, \`seq\` int unsigned not null, \`emoji\` varchar(40) not null, \`user_id\` varchar(36) not null, \`event_seq\` int unsigned not null, \`created_at\` bigint unsigned not null, primary key (\`room_id\`, \`seq\`, \`emoji\`, \`user_id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`room\` (\`id\` varchar(36) not null, \`kind\` varchar(8) not null, \`name\` varchar(80) not null, \`public_name\` varchar(80) null, \`topic\` varchar(250) not null, \`direct_key\` varchar(64) null, \`creation_key\` varchar(101) null, \`is_default\` tinyint unsigned not null, \`created_by\` varchar(36) null, \`created_at\` bigint unsigned not null, \`archived_at\` bigint unsigned null, \`epoch\` varchar(16) not null, \`last_seq\` int unsigned not null, \`members_seq\` int unsigned not null, \`message_count\` int unsigned not null, \`last_message_at\` bigint unsigned null, primary key (\`id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`room\` add unique \`room_public_name_unique\` (\`public_name\`);`)
    this.addSql(`alter table \`room\` add unique \`room_direct_key_unique\` (\`direct_key\`);`)
    this.addSql(`alter table \`room\` add unique \`room_creation_key_unique\` (\`creation_key\`);`)

    this.addSql(
      `create table \`room_event\` (\`room_id\` varchar(36) not null, \`seq\` int unsigned not null, \`type\` varchar(32) not null, \`actor_id\` varchar(36) null, \`at\` bigint unsigned not null, \`data\` text not null, primary key (\`room_id\`, \`seq\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )

    this.addSql(
      `create table \`session\` (\`id\` varchar(36) not null, \`user_id\` varchar(36) not null, \`token_hash\` varchar(64) not null, \`device\` varchar(200) not null, \`address\` varchar(64) null, \`is_remembered\` tinyint unsigned not null, \`created_at\` bigint unsigned not null, \`last_used_at\` bigint unsigned not null, \`expires_at\` bigint unsigned not null, primary key (\`id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`session\` add index \`session_user_id_index\` (\`user_id\`);`)
    this.addSql(`alter table \`session\` add unique \`session_token_hash_unique\` (\`token_hash\`);`)
    this.addSql(`alter table \`session\` add index \`session_expires_at_index\` (\`expires_at\`);`)

    this.addSql(
      `create table \`user\` (\`id\` varchar(36) not null, \`username\` varchar(32) not null, \`name\` varchar(80) not null, \`title\` varchar(120) null, \`password_hash\` varchar(200) not null, \`role\` varchar(16) not null, \`created_at\` bigint unsigned not null, \`last_seen_at\` bigint unsigned null, \`deactivated_at\` bigint unsigned null, primary key (\`id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`user\` add unique \`user_username_unique\` (\`username\`);`)
    this.addSql(`alter table \`user\` add index \`user_name_index\` (\`name\`);`)
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
