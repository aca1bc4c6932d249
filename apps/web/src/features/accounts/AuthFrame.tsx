import type { ReactNode } from 'react'
import { Logo } from '../../ui/Logo.tsx'
import { AuthArt } from './AuthArt.tsx'

type AuthFrameProps = { serverName: string; title: string; intro: ReactNode; children: ReactNode; footer: ReactNode }

/** The two screens before the app: a form, and a little of what waits behind it. */
export function AuthFrame({ serverName, title, intro, children, footer }: AuthFrameProps) {
  return (
    <div className="flex h-dvh bg-canvas md:p-2">
      <main className="flex min-w-0 flex-1 flex-col overflow-y-auto bg-surface px-6 pt-[max(1.5rem,env(safe-area-inset-top))] pb-[max(1.5rem,env(safe-area-inset-bottom))] md:rounded-xl md:px-10 md:shadow-panel">
        <div className="flex items-center gap-2.5 font-bold tracking-tight">
          <Logo className="size-8" />
          <span className="truncate text-lg">{serverName}</span>
        </div>
        <div className="m-auto w-full max-w-[23rem] animate-rise py-10">
          <h1 className="text-2xl font-bold">{title}</h1>
          <div className="mt-2 mb-7 text-ink-muted">{intro}</div>
          {children}
          <div className="mt-6 text-sm text-ink-muted">{footer}</div>
        </div>
        <p className="text-xs text-ink-faint">Runs on Parley. Your messages stay on this server.</p>
      </main>
      <AuthArt />
    </div>
  )
}
