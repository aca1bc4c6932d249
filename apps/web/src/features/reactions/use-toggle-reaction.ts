import { useCallback } from 'react'
import { useClient } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { showToast } from '../../ui/toast.ts'
import { AddReaction, RemoveReaction } from './mutations.ts'
import type { Reaction } from './reactions.cache.ts'

type Reacted = { id: string; reactions: readonly Pick<Reaction, 'emoji' | 'viewerHasReacted'>[] }

/** Adds the viewer's reaction, or takes it away. It shows at once; what the server refuses is taken back and said. */
export function useToggleReaction() {
  const client = useClient()
  return useCallback(
    async (message: Reacted, emoji: string) => {
      const input = { messageId: message.id, emoji }
      const isMine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.viewerHasReacted)
      const { data, error } = isMine
        ? await client.mutation(RemoveReaction, { input }).toPromise()
        : await client.mutation(AddReaction, { input }).toPromise()
      if (error) return void showToast(describeError(error), { tone: 'danger' })
      const answer = data && ('addReaction' in data ? data.addReaction : data.removeReaction)
      if (answer && 'message' in answer) showToast(answer.message, { tone: 'danger' })
    },
    [client],
  )
}
