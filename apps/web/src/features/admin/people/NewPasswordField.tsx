import { Copy, Dices } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../../ui/IconButton.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { showToast } from '../../../ui/toast.ts'
import { newPassword } from './new-password.ts'

type NewPasswordFieldProps = { value: string; onChange: (password: string) => void; error?: ReactNode }

/** A password that is made here and handed over: it is seen, made by chance if wished, and copied. */
export function NewPasswordField({ value, onChange, error }: NewPasswordFieldProps) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      showToast('Copied.', { tone: 'success' })
    } catch {
      showToast('Your browser refused. Select the password and copy it.', { tone: 'danger' })
    }
  }

  return (
    <TextField
      label="Password"
      required
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="none"
      className="[&_input]:font-mono"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint="Give it to them in a safe way. They can change it in their settings."
      error={error}
      end={
        <span className="-mr-1.5 flex">
          <IconButton label="Make one" size="s" icon={<Dices />} onClick={() => onChange(newPassword())} />
          <IconButton label="Copy" size="s" icon={<Copy />} disabled={value === ''} onClick={() => void copy()} />
        </span>
      }
    />
  )
}
