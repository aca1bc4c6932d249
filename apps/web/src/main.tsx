import './styles/app.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LiveProvider } from './graphql/LiveProvider.tsx'
import { createLive } from './graphql/live.ts'
import { enterApp } from './lib/enter-app.ts'
import { followSystemTheme } from './lib/theme.ts'
import { createAppRouter } from './routes/router.tsx'

const live = createLive({
  onSignedOut: () => {
    if (!/^\/sign-(?:in|up)/u.test(location.pathname)) enterApp('/sign-in')
  },
})
const router = createAppRouter(live.client)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

followSystemTheme()
createRoot(root).render(
  <StrictMode>
    <LiveProvider live={live}>
      <RouterProvider router={router} />
    </LiveProvider>
  </StrictMode>,
)
