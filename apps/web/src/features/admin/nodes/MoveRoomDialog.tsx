import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { problemOf } from '../../../lib/problem-of.ts'
import { Button } from '../../../ui/Button.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../../ui/Dialog.tsx'
import { FormError } from '../../../ui/FormError.tsx'
import { showToast } from '../../../ui/toast.ts'
import { countOf } from '../format.ts'
import { ClusterQuery } from './documents.ts'
import { MoveRoomMutation } from './mutations.ts'

type MoveRoomDialogProps = {
  room: { id: string; name: string | null; home: { id: string } | null }
  onClose: () => void
}

/** Gives a room another home. */
export function MoveRoomDialog({ room, onClose }: MoveRoomDialogProps) {
  const [{ data: known }] = useQuery({ query: ClusterQuery })
  const nodes = known?.cluster.nodes.edges.map((edge) => edge.node) ?? []
  const candidates = nodes.filter(({ id, status }) => status === 'ACTIVE' && id !== room.home?.id)
  const [chosen, setChosen] = useState<string>()
  const target = chosen ?? candidates[0]?.id ?? ''
  const [{ fetching }, moveRoom] = useMutation(MoveRoomMutation)
  const [problem, setProblem] = useState<string>()
  const name = room.name ?? 'this conversation'

  async function move() {
    const { data, error } = await moveRoom({ input: { roomId: room.id, nodeId: target } })
    const failure = problemOf(data?.moveRoom, error)
    setProblem(failure)
    if (failure) return
    showToast(`${room.name ?? 'The conversation'} moved.`, { tone: 'success' })
    onClose()
  }

  return (
    <Dialog
      title={`Move ${name}`}
      description="Whoever is in it notices nothing: their apps follow it."
      onClose={onClose}
      size="s"
    >
      <DialogBody>
        {candidates.length === 0 ? (
          <p className="text-sm text-ink-muted">There is no other active node. Start or resume one first.</p>
        ) : (
          <ChoiceCards
            label="New home"
            className="grid-cols-1"
            value={target}
            options={candidates.map((node) => ({
              value: node.id,
              label: node.name,
              hint: `${countOf(node.roomCount, 'room')}, ${countOf(node.load?.connections ?? 0, 'connection')}`,
            }))}
            onChange={setChosen}
          />
        )}
        {problem && <FormError className="mt-3">{problem}</FormError>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" isBusy={fetching} disabled={candidates.length === 0} onClick={() => void move()}>
          Move
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
