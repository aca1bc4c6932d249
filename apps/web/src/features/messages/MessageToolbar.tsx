import { Copy, Ellipsis, Link2, MessageSquareText, Pencil, SmilePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { EmojiButton } from '../reactions/EmojiButton.tsx'
import { quickEmoji } from '../reactions/recent-emoji.ts'
import { useToggleReaction } from '../reactions/use-toggle-reaction.ts'
import { useTimelineActions } from '../timeline/timeline-context.ts'
import { copyText, linkTo } from './copy.ts'
import type { Abilities } from './MessageRow.tsx'
import type { Message } from './message-query.ts'

type MessageToolbarProps = {
  message: Message
  can: Abilities
  isPicking: boolean
  onPickingChange: (isOpen: boolean) => void
  onMenuChange: (isOpen: boolean) => void
}

/** What one can do with a message, beside it while the pointer or the focus is there. */
export function MessageToolbar({ message, can, isPicking, onPickingChange, onMenuChange }: MessageToolbarProps) {
  const { roomId, edit, openThread, retract } = useTimelineActions()
  const toggle = useToggleReaction()
  const [quick] = useState(() => quickEmoji(3))

  return (
    <div
      role="toolbar"
      aria-label="Message actions"
      className="absolute -top-4 right-4 z-10 flex items-center rounded-l bg-raised p-0.5 shadow-pop"
    >
      {can.react &&
        quick.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={`React with ${emoji}`}
            onClick={() => void toggle(message, emoji)}
            className="grid size-7 place-items-center rounded-m text-base leading-none hover:bg-hover max-md:size-9"
          >
            {emoji}
          </button>
        ))}
      {can.react && (
        <EmojiButton
          label="Add reaction"
          shortcut={['R']}
          icon={<SmilePlus />}
          isOpen={isPicking}
          onOpenChange={onPickingChange}
          onPick={(emoji) => void toggle(message, emoji)}
        />
      )}
      {can.reply && (
        <IconButton
          label="Reply in thread"
          shortcut={['T']}
          size="s"
          icon={<MessageSquareText />}
          onClick={() => openThread(message.id)}
        />
      )}
      {can.edit && (
        <IconButton label="Edit" shortcut={['E']} size="s" icon={<Pencil />} onClick={() => edit(message.id)} />
      )}
      <Menu
        align="end"
        onOpenChange={onMenuChange}
        trigger={<IconButton label="More actions" size="s" icon={<Ellipsis />} />}
      >
        <MenuItem icon={<Copy />} shortcut={['C']} onSelect={() => copyText(message.text ?? '')}>
          Copy text
        </MenuItem>
        <MenuItem icon={<Link2 />} onSelect={() => copyText(linkTo(roomId, message), 'Link')}>
          Copy link
        </MenuItem>
        {can.retract && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 />} shortcut={['Del']} isDanger onSelect={() => retract(message.id)}>
              Delete message
            </MenuItem>
          </>
        )}
      </Menu>
    </div>
  )
}
