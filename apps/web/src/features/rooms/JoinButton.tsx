import { useState } from 'react'
import { useClient } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast.ts'
import { JoinRoomMutation } from './documents.ts'

export function JoinButton({ roomId, onJoined }: { roomId: string; onJoined: () => void }) {
  const client = useClient()
  const [isBusy, setIsBusy] = useState(false)

  async function join() {
    setIsBusy(true)
    const { data, error } = await client.mutation(JoinRoomMutation, { input: { roomId } }).toPromise()
    setIsBusy(false)
    const answer = data?.joinRoom
    const problem = error ? describeError(error) : answer && 'message' in answer ? answer.message : undefined
    if (problem) showToast(problem, { tone: 'danger' })
    else onJoined()
  }

  return (
    <Button variant="primary" isBusy={isBusy} onClick={() => void join()}>
      Join room
    </Button>
  )
}
