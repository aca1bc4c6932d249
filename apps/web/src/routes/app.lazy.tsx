import { createLazyRoute } from '@tanstack/react-router'
import { AppShell } from '../features/sidebar/AppShell.tsx'

export const Route = createLazyRoute('/app')({ component: AppShell })
