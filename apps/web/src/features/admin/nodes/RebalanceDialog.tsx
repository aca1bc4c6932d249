import { ArrowRight, Scale } from 'lucide-react'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { describeError } from '../../../lib/errors.ts'
import { problemOf } from '../../../lib/problem-of.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../../ui/Dialog.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FormError } from '../../../ui/FormError.tsx'
import { SkeletonList } from '../../../ui/Skeleton.tsx'
import { showToast } from '../../../ui/toast.ts'
import { countOf } from '../format.ts'
import { RoomName } from '../rooms/RoomName.tsx'
import { RebalancePlanQuery, RebalanceRoomsMutation } from './mutations.ts'
import { PaceField } from './PaceField.tsx'

type RebalanceDialogProps = { onStarted: () => void; onClose: () => void }

/** Shows which rooms would move and why, and begins the moving. */
export function RebalanceDialog({ onStarted, onClose }: RebalanceDialogProps) {
  const [{ data, error }] = useQuery({ query: RebalancePlanQuery, requestPolicy: 'network-only' })
  const [{ fetching: isStarting }, rebalance] = useMutation(RebalanceRoomsMutation)
  const [pace, setPace] = useState(60)
  const [problem, setProblem] = useState<string>()
  const plan = data?.cluster.rebalancePlan

  async function start() {
    const answer = await rebalance({ input: { movesPerMinute: pace } })
    const failure = problemOf(answer.data?.rebalanceRooms, answer.error)
    setProblem(failure)
    if (failure) return
    showToast('Rooms are on the move.', { tone: 'success' })
    onStarted()
    onClose()
  }

  return (
    <Dialog
      title="Rebalance rooms"
      description="Nothing has moved yet. People in a room that moves notice nothing: their apps follow it."
      onClose={onClose}
      size="l"
    >
      <DialogBody>
        {!plan && (error ? <FormError>{describeError(error)}</FormError> : <SkeletonList rows={4} />)}
        {plan?.total === 0 && (
          <EmptyState icon={<Scale />} title="Nothing to move">
            Every room is where it would be put today.
          </EmptyState>
        )}
        {plan && plan.total > 0 && (
          <>
            <p className="mb-2 text-sm font-semibold">{countOf(plan.total, 'room')} would move</p>
            <ul
              aria-label="Moves"
              className="max-h-80 divide-y divide-line overflow-y-auto rounded-l border border-line"
            >
              {plan.moves.map(({ room, from, to, reason }) => (
                <li key={room.id} className="px-3.5 py-2 text-sm">
                  <div className="flex flex-wrap items-center gap-x-2">
                    <RoomName room={room} />
                    <span className="ml-auto inline-flex items-center gap-1.5 text-ink-muted">
                      {from?.name ?? 'no home'}
                      <ArrowRight aria-label="to" className="size-3.5" />
                      <span className="font-medium text-ink">{to.name}</span>
                    </span>
                  </div>
                  <p className="text-xs text-ink-muted">{reason}</p>
                </li>
              ))}
            </ul>
            {plan.total > plan.moves.length && (
              <p className="mt-1.5 text-xs text-ink-muted">
                and {countOf(plan.total - plan.moves.length, 'more room')}
              </p>
            )}
            <PaceField value={pace} total={plan.total} onChange={setPace} />
          </>
        )}
        {problem && <FormError className="mt-3">{problem}</FormError>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{plan?.total === 0 ? 'Close' : 'Cancel'}</Button>
        {plan && plan.total > 0 && (
          <Button variant="primary" isBusy={isStarting} onClick={() => void start()}>
            Move {countOf(plan.total, 'room')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  )
}
