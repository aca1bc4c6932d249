import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { PeoplePicker, type PickedPerson } from './PeoplePicker.tsx'
import { useOpenDirectRoom } from './use-open-direct-room.ts'

/** A conversation has at most ten people, the viewer among them. */
const maxOthers = 9

export function NewMessageDialog({ onClose }: { onClose: () => void }) {
  const viewer = useViewer()
  const [people, setPeople] = useState<readonly PickedPerson[]>([])
  const [error, setError] = useState<string>()
  const { open, isOpening } = useOpenDirectRoom()

  async function submit() {
    setError(await open(people.map((person) => person.id)))
  }

  return (
    <Dialog title="New message" description={`To one person, or to a group of up to ${maxOthers}.`} onClose={onClose}>
      <DialogBody className="flex flex-col gap-3">
        <PeoplePicker
          label="To"
          value={people}
          onChange={setPeople}
          exclude={[viewer.id]}
          max={maxOthers}
          hasAutoFocus
        />
        {error && <FormError>{error}</FormError>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={people.length === 0} isBusy={isOpening} onClick={() => void submit()}>
          {people.length > 1 ? `Start with ${people.length} people` : 'Start conversation'}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
