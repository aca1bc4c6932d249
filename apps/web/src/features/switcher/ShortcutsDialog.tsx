import { isMac } from '../../lib/keys.ts'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Keys } from '../../ui/Keys.tsx'

const command = isMac ? '⌘' : 'Ctrl'
const alt = isMac ? '⌥' : 'Alt'

const groups = [
  {
    title: 'Getting around',
    rows: [
      { keys: [command, 'K'], what: 'Jump to a room or a person' },
      { keys: [alt, '↑'], what: 'Room above' },
      { keys: [alt, '↓'], what: 'Room below' },
      { keys: [alt, 'Shift', '↓'], what: 'Next unread room' },
      { keys: ['Esc'], what: 'Close the right pane' },
      { keys: ['?'], what: 'This list' },
    ],
  },
  {
    title: 'Writing',
    rows: [
      { keys: ['Enter'], what: 'Send' },
      { keys: ['Shift', 'Enter'], what: 'New line' },
      { keys: ['↑'], what: 'Edit your last message, from an empty field' },
      { keys: ['@'], what: 'Mention somebody' },
      { keys: [':'], what: 'Pick an emoji' },
    ],
  },
] as const

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} size="s">
      <DialogBody className="pb-6">
        {groups.map((group) => (
          <section key={group.title} className="mb-5 last:mb-0">
            <h3 className="mb-1 text-xs font-semibold text-ink-muted">{group.title}</h3>
            <ul className="divide-y divide-line">
              {group.rows.map((row) => (
                <li key={row.what} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                  {row.what}
                  <Keys keys={row.keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  )
}
