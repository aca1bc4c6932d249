import { openDatabase } from './database.ts'

// Writes the migration that takes a database of each dialect from its migrations to the entities:
//   node db/src/create-migration.ts <name> <mysql url>
// Read what it wrote, then list it in migrations/<dialect>/index.ts.
const [name, mysqlUrl] = process.argv.slice(2)
if (!name || !mysqlUrl) throw new Error('usage: create-migration.ts <name> <url of an empty MySQL database>')

for (const url of ['sqlite::memory:', mysqlUrl]) {
  await using database = await openDatabase(url)
  await database.migrate()
  const folder = new URL(`../migrations/${database.dialect}`, import.meta.url).pathname
  database.orm.config.get('migrations').path = folder
  const { fileName } = await database.orm.migrator.create(folder, false, false, name)
  process.stdout.write(fileName ? `${folder}/${fileName}\n` : `${database.dialect}: nothing to change\n`)
}
