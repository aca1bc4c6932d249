import { Link } from '@tanstack/react-router'
import { AtSign, CalendarDays, CircleDot, MessageSquare, Pencil, ShieldCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { formatDay } from '../../lib/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Tag } from '../../ui/Badge.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { presenceText } from '../presence/presence-text.ts'
import { ProfileQuery } from './documents.ts'
import { useOpenDirectRoom } from './use-open-direct-room.ts'

export function ProfileDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const viewer = useViewer()
  const [{ data, error, fetching }] = useQuery({
    query: ProfileQuery,
    variables: { id: userId },
    requestPolicy: 'cache-and-network',
  })
  const { open, isOpening } = useOpenDirectRoom()
  const [problem, setProblem] = useState<string>()
  const [now] = useState(Date.now)
  const person = data?.user
  const message = async () => setProblem(await open([userId]))

  if (!person) {
    return (
      <Dialog title="Profile" onClose={onClose} size="s">
        <DialogBody className="pb-6">
          {fetching ? (
            <SkeletonList rows={2} />
          ) : (
            <FormError>{error ? describeError(error) : 'There is no such person.'}</FormError>
          )}
        </DialogBody>
      </Dialog>
    )
  }

  return (
    <Dialog title={person.name} isTitleHidden onClose={onClose} size="s">
      <div
        aria-hidden="true"
        className="h-20 shrink-0 bg-[linear-gradient(120deg,var(--accent-soft),color-mix(in_oklch,var(--accent)_38%,var(--accent-soft)))]"
      />
      <DialogBody className="-mt-10 [--avatar-ring:var(--raised)]">
        <Avatar user={person} size="xl" className="rounded-xl ring-4 ring-raised" />
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <span className="text-xl font-bold">{person.name}</span>
          {person.role === 'ADMIN' && <Tag tone="accent">Administrator</Tag>}
          {person.isDeactivated && <Tag tone="warning">Deactivated</Tag>}
        </div>
        {person.title && <p className="text-ink-muted">{person.title}</p>}
        <dl className="mt-4 flex flex-col gap-2 text-sm">
          <Fact icon={<AtSign />} label="Username">
            {person.username}
          </Fact>
          <Fact icon={<CircleDot />} label="Presence">
            {presenceText(person, now)}
          </Fact>
          <Fact icon={<CalendarDays />} label="Here since">
            {formatDay(person.createdAt)}
          </Fact>
          {person.role === 'ADMIN' && (
            <Fact icon={<ShieldCheck />} label="Role">
              Looks after this server
            </Fact>
          )}
        </dl>
        {problem && <FormError className="mt-4">{problem}</FormError>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Close</Button>
        {person.id === viewer.id ? (
          <Link to="/settings/$section" params={{ section: 'profile' }} className={buttonClass('primary')}>
            <Pencil aria-hidden="true" /> Edit profile
          </Link>
        ) : (
          <Button variant="primary" icon={<MessageSquare />} isBusy={isOpening} onClick={() => void message()}>
            Message
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  )
}

function Fact({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2.5 [&>dt>svg]:size-4">
      <dt className="text-ink-faint">
        {icon}
        <span className="sr-only">{label}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
