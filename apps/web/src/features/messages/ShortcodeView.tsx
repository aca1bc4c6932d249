import { useEffect, useState } from 'react'
import { emojiTable, loadEmojiTable } from '../composer/emoji-table.ts'

/** A `:shortcode:` that came unexpanded, from a bot or an old client: its emoji once the table is there. */
export function ShortcodeView({ shortcode, value }: { shortcode: string; value: string }) {
  const [table, setTable] = useState(emojiTable)
  useEffect(() => {
    let isCurrent = true
    loadEmojiTable().then(
      (loaded) => isCurrent && setTable(loaded),
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [])
  return table?.emojiOf(shortcode) ?? value
}
