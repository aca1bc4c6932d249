import { useClient } from 'urql'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { showToast } from '../../../ui/toast.ts'
import { countOf } from '../format.ts'
import type { AdminNode } from './documents.ts'
import { runNodeAction } from './run-node-action.ts'
import type { NodeAction } from './status.ts'

type Words = {
  title: (name: string) => string
  action: string
  tone: 'primary' | 'danger'
  text: (node: AdminNode) => string
  done: (name: string) => string
}

const words: Record<NodeAction, Words> = {
  approve: {
    title: (name) => `Approve ${name}?`,
    action: 'Approve',
    tone: 'primary',
    text: ({ address }) =>
      `It begins to serve people within seconds, and new rooms may get their home there. Approve only a process that you started${address ? `: it says it is at ${address}` : ''}.`,
    done: (name) => `${name} is approved.`,
  },
  reject: {
    title: (name) => `Reject ${name}?`,
    action: 'Reject',
    tone: 'danger',
    text: () => 'It serves nobody. You can still approve it later, or forget it.',
    done: (name) => `${name} is rejected.`,
  },
  drain: {
    title: (name) => `Drain ${name}?`,
    action: 'Drain',
    tone: 'primary',
    text: ({ roomCount, load }) =>
      `Its ${countOf(roomCount, 'room')} move to the other nodes, and its ${countOf(load?.connections ?? 0, 'connection')} are asked to come back elsewhere, spread over some seconds. People notice nothing. Then it serves nobody, until you resume it: stop it or upgrade it meanwhile.`,
    done: (name) => `${name} is draining.`,
  },
  resume: {
    title: (name) => `Resume ${name}?`,
    action: 'Resume',
    tone: 'primary',
    text: () =>
      'It serves people again, and new rooms may get their home there. Rooms that moved away stay where they are, until you rebalance.',
    done: (name) => `${name} is back.`,
  },
  forget: {
    title: (name) => `Forget ${name}?`,
    action: 'Forget',
    tone: 'danger',
    text: () =>
      'It leaves this list, with its charts. The event log keeps what it did. A process that starts under its name has to be approved anew.',
    done: (name) => `${name} is forgotten.`,
  },
}

type NodeActionDialogProps = { action: NodeAction; node: AdminNode; onDone?: () => void; onClose: () => void }

/** Says what will happen to the node, and does it. */
export function NodeActionDialog({ action, node, onDone, onClose }: NodeActionDialogProps) {
  const client = useClient()
  const { title, text, done, tone, action: verb } = words[action]

  async function confirm() {
    const problem = await runNodeAction(client, action, node.id)
    if (problem) return problem
    showToast(done(node.name), { tone: 'success' })
    onDone?.()
    return undefined
  }

  return (
    <ConfirmDialog title={title(node.name)} action={verb} tone={tone} onConfirm={confirm} onClose={onClose}>
      {text(node)}
    </ConfirmDialog>
  )
}
