// Runs before the first paint, so that nobody sees the wrong theme flash by. src/lib/theme.ts keeps it up to date later.
;(() => {
  const root = document.documentElement
  let theme = 'system'
  try {
    theme = localStorage.getItem('parley.theme') || 'system'
    root.dataset.accent = localStorage.getItem('parley.accent') || 'spruce'
  } catch {
    // Storage is refused in some private modes: the system's theme will do.
  }
  const isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = isDark ? 'dark' : 'light'
})()
