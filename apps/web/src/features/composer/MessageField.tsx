import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { cx } from '../../lib/cx.ts'
import { hasCommandKey } from '../../lib/keys.ts'
import { useMedia } from '../../lib/use-media.ts'
import { CompletionList } from './CompletionList.tsx'
import { isInFence } from './completion.ts'
import { markdownShortcut } from './markdown-shortcuts.ts'
import { replaceText } from './replace-text.ts'
import { useCompletion } from './use-completion.ts'

type MessageFieldProps = {
  label: string
  roomId: string
  value: string
  onChange: (value: string) => void
  onSubmit: () => void
  onEscape?: () => void
  /** ↑ in an empty field. */
  onArrowUp?: () => void
  placeholder?: string
  isFocusedAtOnce?: boolean
  isInvalid?: boolean
  /** Without a border of its own, for use in a frame. */
  isBare?: boolean
  fieldRef?: RefObject<HTMLTextAreaElement | null>
}

/** Where messages are written: it grows with the text, completes people and emoji, and knows the Markdown shortcuts. */
export function MessageField(props: MessageFieldProps) {
  const { label, roomId, value, onChange, placeholder, isFocusedAtOnce = false, isInvalid, isBare = false } = props
  const own = useRef<HTMLTextAreaElement>(null)
  const field = props.fieldRef ?? own
  const listId = useId()
  const isTouch = useMedia('(pointer: coarse)')
  const completion = useCompletion(field, roomId)
  const isOpen = completion.options.length > 0

  useLayoutEffect(() => grow(field.current), [field, value])
  useEffect(() => {
    if (!isFocusedAtOnce || !field.current) return
    field.current.focus()
    field.current.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [field, isFocusedAtOnce])

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || completion.takeKey(event)) return
    const { currentTarget: target } = event
    const selection = [target.selectionStart, target.selectionEnd] as const
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !isTouch) {
      if (isInFence(value, target.selectionStart) && !hasCommandKey(event)) return
      event.preventDefault()
      props.onSubmit()
    } else if (event.key === 'Escape' && props.onEscape) {
      event.preventDefault()
      event.stopPropagation()
      props.onEscape()
    } else if (event.key === 'ArrowUp' && value === '' && props.onArrowUp) {
      event.preventDefault()
      props.onArrowUp()
    } else if (hasCommandKey(event) && !event.shiftKey && !event.altKey) {
      const replacement = markdownShortcut(event.key.toLowerCase(), value, selection)
      if (!replacement) return
      event.preventDefault()
      replaceText(target, replacement)
    }
  }

  return (
    <div className="relative min-w-0 flex-1">
      {isOpen && (
        <CompletionList
          id={listId}
          options={completion.options}
          active={completion.active}
          onPick={completion.pick}
          onPoint={completion.point}
        />
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${completion.active}` : undefined}
        placeholder={placeholder}
        value={value}
        enterKeyHint={isTouch ? 'enter' : 'send'}
        onChange={(event) => {
          onChange(event.target.value)
          completion.look()
        }}
        onSelect={completion.look}
        onBlur={completion.close}
        onKeyDown={onKeyDown}
        className={cx(
          'block field-sizing-content max-h-[40dvh] w-full resize-none overflow-y-auto bg-transparent px-3 leading-[1.4rem] [overflow-wrap:anywhere]',
          isBare ? 'py-2.5 outline-none' : 'field py-2',
        )}
      />
    </div>
  )
}

function grow(field: HTMLTextAreaElement | null) {
  // Reading a height in the middle of drawing costs a layout; browsers that can do it by themselves are left alone.
  if (!field || CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
}
