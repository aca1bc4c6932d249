import { type KeyboardEvent, useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../lib/problem-of.ts'
import { showToast } from '../../ui/toast.ts'
import { useServer } from '../accounts/viewer.ts'
import { type RoomHeaderRoom, UpdateRoomMutation } from './documents.ts'

/** The topic, changed in its place by whoever may. */
export function RoomTopic({ room }: { room: RoomHeaderRoom }) {
  const { limits } = useServer()
  const [draft, setDraft] = useState<string>()
  const [{ fetching }, updateRoom] = useMutation(UpdateRoomMutation)
  const canEdit = room.permissions.includes('SET_TOPIC') && !room.isArchived

  async function save() {
    const topic = draft?.trim()
    if (topic === undefined || fetching) return
    if (topic === room.topic) return setDraft(undefined)
    const { data, error } = await updateRoom({ input: { roomId: room.id, topic } })
    const problem = problemOf(data?.updateRoom, error)
    if (problem) showToast(problem, { tone: 'danger' })
    else setDraft(undefined)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') void save()
    if (event.key === 'Escape') {
      event.stopPropagation()
      setDraft(undefined)
    }
  }

  if (draft !== undefined) {
    return (
      <input
        aria-label="Topic"
        ref={(input) => input?.focus()}
        value={draft}
        maxLength={limits.topicLength}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={onKeyDown}
        placeholder="What is this room about?"
        className="field h-7 min-w-0 flex-1 self-center px-2 text-sm max-md:w-full"
      />
    )
  }
  if (!canEdit)
    return <p className="min-w-0 truncate text-sm text-ink-muted max-md:max-w-full max-md:text-xs">{room.topic}</p>
  return (
    <button
      type="button"
      title={room.topic}
      aria-label={room.topic ? `Topic: ${room.topic}. Change it` : 'Set a topic'}
      onClick={() => setDraft(room.topic)}
      className="-mx-1.5 min-w-0 truncate rounded-s px-1.5 text-left text-sm text-ink-muted hover:bg-hover hover:text-ink max-md:max-w-full max-md:text-xs"
    >
      {room.topic || 'Set a topic'}
    </button>
  )
}
