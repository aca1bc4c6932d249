import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { OpenDirectRoomMutation } from './documents.ts'

/** Opens the conversation with these people, made if need be. Answers what went wrong, if anything did. */
export function useOpenDirectRoom() {
  const [{ fetching }, openDirectRoom] = useMutation(OpenDirectRoomMutation)
  const navigate = useNavigate()

  async function open(userIds: readonly string[]): Promise<string | undefined> {
    const { data, error } = await openDirectRoom({ input: { userIds: [...userIds] } })
    const result = data?.openDirectRoom
    if (!result) return describeError(error)
    if (result.__typename !== 'OpenDirectRoomSuccess') return result.message
    await navigate({ to: '/rooms/$roomId', params: { roomId: result.data.id }, search: {} })
    return undefined
  }

  return { open, isOpening: fetching }
}
