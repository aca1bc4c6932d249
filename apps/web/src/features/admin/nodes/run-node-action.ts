import type { Client } from '@urql/core'
import { problemOf } from '../../../lib/problem-of.ts'
import {
  ApproveNodeMutation,
  DrainNodeMutation,
  ForgetNodeMutation,
  RejectNodeMutation,
  ResumeNodeMutation,
} from './mutations.ts'
import type { NodeAction } from './status.ts'

/** Does it; answers what went wrong, in words. */
export async function runNodeAction(client: Client, action: NodeAction, nodeId: string): Promise<string | undefined> {
  const variables = { input: { nodeId } }
  switch (action) {
    case 'approve': {
      const { data, error } = await client.mutation(ApproveNodeMutation, variables).toPromise()
      return problemOf(data?.approveNode, error)
    }
    case 'reject': {
      const { data, error } = await client.mutation(RejectNodeMutation, variables).toPromise()
      return problemOf(data?.rejectNode, error)
    }
    case 'drain': {
      const { data, error } = await client.mutation(DrainNodeMutation, variables).toPromise()
      return problemOf(data?.drainNode, error)
    }
    case 'resume': {
      const { data, error } = await client.mutation(ResumeNodeMutation, variables).toPromise()
      return problemOf(data?.resumeNode, error)
    }
    case 'forget': {
      const { data, error } = await client.mutation(ForgetNodeMutation, variables).toPromise()
      return problemOf(data?.forgetNode, error)
    }
  }
}
