import { Migration } from '@mikro-orm/migrations'

export class Admin extends Migration {
  override up(): void | Promise<void> {
    this.addSql(
      `create table \`audit_entry\` (\`id\` varchar(36) not null, \`at\` bigint unsigned not null, \`actor_id\` varchar(36) null, \`action\` varchar(40) not null, \`target_type\` varchar(20) not null, \`target_id\` varchar(40) null, \`target_name\` varchar(120) not null, \`details\` text not null, \`address\` varchar(64) null, primary key (\`id\`)) default character set utf8mb4 collate utf8mb4_0900_bin engine = InnoDB;`,
    )
    this.addSql(`alter table \`audit_entry\` add index \`audit_entry_action_index\` (\`action\`);`)
    this.addSql(`alter table \`audit_entry\` add index \`audit_entry_actor_id_index\` (\`actor_id\`);`)

    this.addSql(`alter table \`user\` add index \`user_role_index\` (\`role\`);`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`audit_entry\`;`)

    this.addSql(`alter table \`user\` drop index \`user_role_index\`;`)
  }
}
