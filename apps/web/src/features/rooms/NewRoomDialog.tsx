import { useNavigate } from '@tanstack/react-router'
import { Hash, Lock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { v7 as uuid } from 'uuid'
import { Button } from '../../ui/Button.tsx'
import { ChoiceCards } from '../../ui/ChoiceCards.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useServer, useViewer } from '../accounts/viewer.ts'
import { PeoplePicker, type PickedPerson } from '../people/PeoplePicker.tsx'
import { CreateRoomMutation } from './documents.ts'
import { roomFieldErrors } from './room-field-errors.ts'

const kinds = [
  { value: 'PUBLIC', label: 'Public', hint: 'Everybody here can find and join it.', icon: <Hash /> },
  { value: 'PRIVATE', label: 'Private', hint: 'Only people who are added see it.', icon: <Lock /> },
] as const

export function NewRoomDialog({ onClose }: { onClose: () => void }) {
  const viewer = useViewer()
  const { limits } = useServer()
  const navigate = useNavigate()
  const [kind, setKind] = useState<'PUBLIC' | 'PRIVATE'>('PUBLIC')
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const [people, setPeople] = useState<readonly PickedPerson[]>([])
  // Sent again after a lost answer, it finds the room that was made the first time.
  const [clientId] = useState(() => uuid())
  const [{ data, error, fetching }, createRoom] = useMutation(CreateRoomMutation)
  const errors = roomFieldErrors(data?.createRoom, error)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching) return
    const userIds = people.map((person) => person.id)
    const answer = await createRoom({ input: { kind, name: name.trim(), topic: topic.trim(), userIds, clientId } })
    const result = answer.data?.createRoom
    if (result?.__typename === 'CreateRoomSuccess') {
      await navigate({ to: '/rooms/$roomId', params: { roomId: result.data.id }, search: {} })
    }
  }

  return (
    <Dialog title="Create a room" description="A place for one subject, team or project." onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="contents">
        <DialogBody className="flex flex-col gap-4">
          {errors.form && <FormError>{errors.form}</FormError>}
          <ChoiceCards label="Who can see it" value={kind} options={kinds} onChange={setKind} />
          <TextField
            label="Name"
            required
            autoComplete="off"
            maxLength={limits.roomNameLength}
            placeholder="design-review"
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={errors.name}
          />
          <TextField
            label="Topic"
            autoComplete="off"
            maxLength={limits.topicLength}
            placeholder="What is it about? (optional)"
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
            error={errors.topic}
          />
          <PeoplePicker label="Add people" value={people} onChange={setPeople} exclude={[viewer.id]} isCompact />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={fetching} disabled={name.trim() === ''}>
            Create room
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
