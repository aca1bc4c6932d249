import { Laptop, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { formatAgo, formatDay } from '../../lib/time.ts'
import { Tag } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { showToast } from '../../ui/toast.ts'
import { EndOtherSessionsMutation, EndSessionMutation, SessionsQuery } from './documents.ts'
import { SettingsSection } from './SettingsSection.tsx'

export function SessionSettings() {
  const [{ data, error }] = useQuery({ query: SessionsQuery, requestPolicy: 'cache-and-network' })
  const [{ fetching }, endSession] = useMutation(EndSessionMutation)
  const [, endOtherSessions] = useMutation(EndOtherSessionsMutation)
  const [endingId, setEndingId] = useState<string>()
  const [isConfirming, setIsConfirming] = useState(false)
  const [now] = useState(Date.now)
  const sessions = (data?.viewer?.sessions.edges ?? [])
    .map((edge) => edge.node)
    .toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))

  async function end(id: string) {
    setEndingId(id)
    const answer = await endSession({ id })
    if (answer.error) showToast(describeError(answer.error), { tone: 'danger' })
    else showToast('That session is over.', { tone: 'success' })
  }

  async function endOthers() {
    const answer = await endOtherSessions({})
    return answer.error ? describeError(answer.error) : undefined
  }

  return (
    <SettingsSection title="Sessions" intro="Where you’re signed in. Ending one signs that device out at once.">
      {!data && (error ? <FormError>{describeError(error)}</FormError> : <SkeletonList rows={3} />)}
      {data && (
        <ul className="divide-y divide-line rounded-l border border-line">
          {sessions.map((session) => (
            <li key={session.id} className="flex items-center gap-3.5 px-4 py-3">
              <span aria-hidden="true" className="text-ink-muted [&_svg]:size-5">
                {/phone|android|ios|ipad/iu.test(session.device) ? <Smartphone /> : <Laptop />}
              </span>
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2 text-sm font-semibold">
                  <span className="truncate">{session.device}</span>
                  {session.isCurrent && <Tag tone="accent">This one</Tag>}
                </p>
                <p className="truncate text-xs text-ink-muted">
                  {session.isCurrent ? 'In use now' : `Last used ${formatAgo(session.lastUsedAt, now)}`}
                  {session.address && ` · ${session.address}`} · since {formatDay(session.createdAt)}
                </p>
              </div>
              {!session.isCurrent && (
                <Button
                  size="s"
                  aria-label={`End the session on ${session.device}`}
                  isBusy={fetching && endingId === session.id}
                  onClick={() => void end(session.id)}
                >
                  End
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {sessions.length > 1 && (
        <div>
          <Button className="text-danger-ink" onClick={() => setIsConfirming(true)}>
            End all other sessions
          </Button>
        </div>
      )}
      {isConfirming && (
        <ConfirmDialog
          title="End all other sessions?"
          action="End them"
          onConfirm={endOthers}
          onClose={() => setIsConfirming(false)}
        >
          Every device but this one is signed out at once.
        </ConfirmDialog>
      )}
    </SettingsSection>
  )
}
