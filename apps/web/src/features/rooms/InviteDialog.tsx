import { useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../lib/problem-of.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { showToast } from '../../ui/toast.ts'
import { useViewer } from '../accounts/viewer.ts'
import { PeoplePicker, type PickedPerson } from '../people/PeoplePicker.tsx'
import { InviteToRoomMutation } from './documents.ts'

type InviteDialogProps = { roomId: string; title: string; onClose: () => void }

export function InviteDialog({ roomId, title, onClose }: InviteDialogProps) {
  const viewer = useViewer()
  const [people, setPeople] = useState<readonly PickedPerson[]>([])
  const [{ data, error, fetching }, invite] = useMutation(InviteToRoomMutation)
  const problem = (data || error) && problemOf(data?.inviteToRoom, error)

  async function submit() {
    const answer = await invite({ input: { roomId, userIds: people.map((person) => person.id) } })
    if (problemOf(answer.data?.inviteToRoom, answer.error)) return
    showToast(people.length === 1 ? `${people[0]?.name} is in.` : `${people.length} people are in.`, {
      tone: 'success',
    })
    onClose()
  }

  return (
    <Dialog title="Add people" description={`They join ${title} at once.`} onClose={onClose}>
      <DialogBody className="flex flex-col gap-3">
        <PeoplePicker label="Who" value={people} onChange={setPeople} exclude={[viewer.id]} hasAutoFocus />
        {problem && !fetching && <FormError>{problem}</FormError>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={people.length === 0} isBusy={fetching} onClick={() => void submit()}>
          Add
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
