import { Outlet } from '@tanstack/react-router'

/** Wraps every screen. What only the signed-in need is loaded with app.lazy.tsx. */
export function Root() {
  return <Outlet />
}
