import { createStore } from '../lib/store.ts'

export type ToastTone = 'plain' | 'success' | 'danger'
export type Toast = {
  id: number
  text: string
  tone: ToastTone
  action?: { label: string; onSelect: () => void } | undefined
}

export const toasts = createStore<readonly Toast[]>([])

let nextId = 1

/** Says something in the corner for a few seconds. At most three at a time: the oldest gives way. */
export function showToast(text: string, options: { tone?: ToastTone; action?: Toast['action'] } = {}): number {
  const id = nextId++
  toasts.set([...toasts.get(), { id, text, tone: options.tone ?? 'plain', action: options.action }].slice(-3))
  return id
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}
