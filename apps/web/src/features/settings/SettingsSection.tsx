import type { ReactNode } from 'react'

type SettingsSectionProps = { title: string; intro?: ReactNode; children: ReactNode }

export function SettingsSection({ title, intro, children }: SettingsSectionProps) {
  return (
    <section aria-labelledby="settings-title" className="max-w-xl">
      <h2 id="settings-title" className="text-xl font-bold">
        {title}
      </h2>
      {intro && <p className="mt-1 text-sm text-ink-muted">{intro}</p>}
      <div className="mt-6 flex flex-col gap-5">{children}</div>
    </section>
  )
}
