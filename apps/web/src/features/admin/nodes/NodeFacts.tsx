import type { ReactNode } from 'react'
import { formatFull } from '../../../lib/clock.ts'
import { formatDay } from '../../../lib/time.ts'
import { Ago } from '../Ago.tsx'
import { formatCount } from '../format.ts'
import type { AdminNode } from './documents.ts'

/** What a node is and since when. */
export function NodeFacts({ node }: { node: AdminNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-l bg-sunken px-4 py-3.5 text-sm sm:grid-cols-3 lg:grid-cols-5">
      <Fact label="Heartbeat">{node.lastHeartbeatAt ? <Ago at={node.lastHeartbeatAt} /> : 'never'}</Fact>
      <Fact label="Running since">
        <Ago at={node.startedAt} />
      </Fact>
      <Fact label="Rooms">{`${formatCount(node.roomCount)}, ${formatCount(node.load?.followedRooms ?? 0)} followed`}</Fact>
      <Fact label="Capacity">{formatCount(node.capacity)}</Fact>
      <Fact label="Version">{node.version}</Fact>
      <Fact label="Address">{node.address ?? 'behind the balancer'}</Fact>
      <Fact label="Region">{node.region ?? 'none'}</Fact>
      <Fact label="Generation">
        <span title="How often its name was taken up or taken away.">{formatCount(node.generation)}</span>
      </Fact>
      <Fact label="Registered">
        <span title={formatFull(node.registeredAt)}>{formatDay(node.registeredAt)}</span>
      </Fact>
      <Fact label="Approved">
        {node.approvedAt ? <span title={formatFull(node.approvedAt)}>{formatDay(node.approvedAt)}</span> : 'not yet'}
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="truncate font-medium tabular-nums">{children}</dd>
    </div>
  )
}
