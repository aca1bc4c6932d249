import { Check, Monitor, Moon, Sun } from 'lucide-react'
import { useStore } from '../../lib/store.ts'
import { accent, accents, chooseAccent, chooseTheme, theme } from '../../lib/theme.ts'
import { ChoiceCards } from '../../ui/ChoiceCards.tsx'
import { SettingsSection } from './SettingsSection.tsx'

const themeOptions = [
  { value: 'system', label: 'System', hint: 'As your device', icon: <Monitor /> },
  { value: 'light', label: 'Light', hint: 'Always', icon: <Sun /> },
  { value: 'dark', label: 'Dark', hint: 'Always', icon: <Moon /> },
] as const

const accentNames = {
  spruce: 'Spruce',
  ocean: 'Ocean',
  iris: 'Iris',
  plum: 'Plum',
  ember: 'Ember',
  graphite: 'Graphite',
}

export function AppearanceSettings() {
  const currentTheme = useStore(theme)
  const currentAccent = useStore(accent)
  return (
    <SettingsSection title="Appearance" intro="Only in this browser.">
      <ChoiceCards
        label="Theme"
        value={currentTheme}
        options={themeOptions}
        onChange={chooseTheme}
        className="sm:grid-cols-3"
      />
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">Accent</legend>
        <div className="grid max-w-md grid-cols-6 gap-2">
          {accents.map((each) => (
            <label
              key={each}
              className="flex flex-col items-center gap-1.5 text-xs text-ink-muted select-none has-checked:font-semibold has-checked:text-ink"
            >
              <span
                data-accent={each}
                className="accent-swatch relative grid size-10 place-items-center rounded-full bg-accent text-on-accent ring-offset-3 ring-offset-surface has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-6 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name="accent"
                  value={each}
                  checked={each === currentAccent}
                  onChange={() => chooseAccent(each)}
                  className="sr-only"
                />
                {each === currentAccent && <Check aria-hidden="true" strokeWidth={3} className="size-4" />}
              </span>
              {accentNames[each]}
            </label>
          ))}
        </div>
      </fieldset>
    </SettingsSection>
  )
}
