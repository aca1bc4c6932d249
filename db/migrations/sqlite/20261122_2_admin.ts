import { Migration } from '@mikro-orm/migrations'

export class Admin extends Migration {
  override up(): void | Promise<void> {
    this.addSql(
      `create table \`audit_entry\` (\`id\` text not null primary key, \`at\` bigint not null, \`actor_id\` text null, \`action\` text not null, \`target_type\` text not null, \`target_id\` text null, \`target_name\` text not null, \`details\` text not null, \`address\` text null);`,
    )
    this.addSql(`create index \`audit_entry_action_index\` on \`audit_entry\` (\`action\`);`)
    this.addSql(`create index \`audit_entry_actor_id_index\` on \`audit_entry\` (\`actor_id\`);`)

    this.addSql(`create index \`user_role_index\` on \`user\` (\`role\`);`)
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`audit_entry\`;`)

    this.addSql(`drop index \`user_role_index\`;`)
  }
}
