import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../lib/problem-of.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useServer } from '../accounts/viewer.ts'
import { type RoomHeaderRoom, UpdateRoomMutation } from './documents.ts'
import { roomFieldErrors } from './room-field-errors.ts'

export function RenameDialog({ room, onClose }: { room: RoomHeaderRoom; onClose: () => void }) {
  const { limits } = useServer()
  const [name, setName] = useState(room.name)
  const [topic, setTopic] = useState(room.topic)
  const [{ data, error, fetching }, updateRoom] = useMutation(UpdateRoomMutation)
  const errors = roomFieldErrors(data?.updateRoom, error)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching) return
    const answer = await updateRoom({ input: { roomId: room.id, name: name.trim(), topic: topic.trim() } })
    if (!problemOf(answer.data?.updateRoom, answer.error)) onClose()
  }

  return (
    <Dialog title="Edit room" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="contents">
        <DialogBody className="flex flex-col gap-4">
          {errors.form && <FormError>{errors.form}</FormError>}
          <TextField
            label="Name"
            required
            maxLength={limits.roomNameLength}
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={errors.name}
          />
          <TextArea
            label="Topic"
            maxLength={limits.topicLength}
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
            error={errors.topic}
          />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={fetching}>
            Save
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
