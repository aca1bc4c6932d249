import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../lib/problem-of.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { showToast } from '../../ui/toast.ts'
import { useServer, useViewer } from '../accounts/viewer.ts'
import { UpdateProfileMutation } from './documents.ts'
import { SettingsSection } from './SettingsSection.tsx'

export function ProfileSettings() {
  const viewer = useViewer()
  const { limits } = useServer()
  const [name, setName] = useState(viewer.name)
  const [title, setTitle] = useState(viewer.title ?? '')
  const [{ data, error, fetching }, updateProfile] = useMutation(UpdateProfileMutation)
  const result = data?.updateProfile
  const problem = (data || error) && problemOf(result, error)
  const field = result?.__typename === 'InvalidInputError' ? result.field : undefined
  const isChanged = name.trim() !== viewer.name || title.trim() !== (viewer.title ?? '')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching) return
    const answer = await updateProfile({ input: { name: name.trim(), title: title.trim() } })
    if (!problemOf(answer.data?.updateProfile, answer.error)) showToast('Profile saved.', { tone: 'success' })
  }

  return (
    <SettingsSection title="Profile" intro="How others see you.">
      <div className="flex items-center gap-4">
        <Avatar user={{ id: viewer.id, name }} size="xl" />
        <div className="min-w-0">
          <p className="truncate text-lg font-bold">{name || viewer.name}</p>
          <p className="truncate text-sm text-ink-muted">@{viewer.username}</p>
        </div>
      </div>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {problem && !field && <FormError>{problem}</FormError>}
        <TextField
          label="Name"
          required
          autoComplete="name"
          maxLength={limits.userNameLength}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={field === 'name' && problem}
        />
        <TextField
          label="Title"
          autoComplete="organization-title"
          placeholder="What you do here"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={field === 'title' && problem}
        />
        <div>
          <Button type="submit" variant="primary" isBusy={fetching} disabled={!isChanged || name.trim() === ''}>
            Save changes
          </Button>
        </div>
      </form>
    </SettingsSection>
  )
}
