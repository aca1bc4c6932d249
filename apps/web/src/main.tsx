import './styles/app.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { createClient } from './graphql/client.ts'
import { followSystemTheme } from './lib/theme.ts'
import { createAppRouter } from './routes/router.tsx'

const client = createClient()
const router = createAppRouter(client)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

followSystemTheme()
createRoot(root).render(
  <StrictMode>
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  </StrictMode>,
)
