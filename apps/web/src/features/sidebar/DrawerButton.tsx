import { Menu } from 'lucide-react'
import { IconButton } from '../../ui/IconButton.tsx'
import { isDrawerOpen } from './drawer.ts'

/** Opens the sidebar on phones. Put it first in the header of every main pane. */
export function DrawerButton() {
  return (
    <IconButton
      label="Open sidebar"
      icon={<Menu />}
      onClick={() => isDrawerOpen.set(true)}
      className="-ml-1 md:hidden"
    />
  )
}
