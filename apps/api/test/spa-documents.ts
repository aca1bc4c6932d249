import { type DocumentNode, Kind, print } from 'graphql'

const web = new URL('../../web/src/', import.meta.url)
const files = [
  'features/sidebar/app-query.ts',
  'features/rooms/load-room.ts',
  'features/rooms/documents.ts',
  'features/timeline/message-page.ts',
  'features/messages/mutations.ts',
  'features/reactions/mutations.ts',
  'features/people/documents.ts',
  'graphql/events.ts',
]

/** The operations that the web app sends, by the names that they have there. */
export async function spaDocuments(): Promise<Record<string, string>> {
  const modules: Record<string, DocumentNode>[] = await Promise.all(
    files.map((file) => import(new URL(file, web).href)),
  )
  const found = modules.flatMap((module) => Object.entries(module)).filter(([, value]) => value.kind === Kind.DOCUMENT)
  return Object.fromEntries(found.map(([name, document]) => [name, print(document)]))
}
