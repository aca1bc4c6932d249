import type { Code, Construct, State } from 'micromark-util-types'
import { colon, dash, isLetterOrDigit, isWordBefore, plus, underscore } from './characters.ts'

const longest = 50

/** `:tada:`, not in `10:30:45` or `std::string::npos`; two may stand side by side. */
export const shortcode: Construct = {
  name: 'shortcode',
  previous(code) {
    const last = this.events.at(-1)
    return code === colon ? last?.[0] === 'exit' && last[1].type === 'shortcode' : !isWordBefore(code)
  },
  tokenize(effects, ok, nok) {
    let length = 0
    return start

    function start(code: Code) {
      effects.enter('shortcode')
      effects.consume(code)
      return name
    }

    function name(code: Code): State | undefined {
      if (code === colon && length > 0) return end(code)
      length += 1
      if (!isShortcodeCharacter(code) || length > longest) return nok(code)
      effects.consume(code)
      return name
    }

    function end(code: Code) {
      effects.consume(code)
      effects.exit('shortcode')
      return ok
    }
  },
}

function isShortcodeCharacter(code: Code) {
  return isLetterOrDigit(code) || code === dash || code === plus || code === underscore
}
