import type { Code, Construct, State } from 'micromark-util-types'
import { dash, dot, isLetterOrDigit, isWordBefore, slash, underscore, at } from './characters.ts'

const longest = 32

/**
 * `@name`, where a word doesn't already run: not in `ann@example.org`, `@scope/package` or `@user@elsewhere`.
 * As a construct of the tokenizer it knows code, escapes and links for what they are.
 */
export const mention: Construct = {
  name: 'mention',
  previous: (code) => !isWordBefore(code),
  tokenize(effects, ok, nok) {
    // In `_@ann_` the last underscore closes the emphasis, in `@ann_` it is part of the name.
    const inUnderscores = this.previous === underscore
    let length = 0
    return start

    function start(code: Code) {
      effects.enter('mention')
      effects.consume(code)
      return first
    }

    function first(code: Code): State | undefined {
      return isLetterOrDigit(code) ? name(code) : nok(code)
    }

    function name(code: Code): State | undefined {
      if (code === dot) return effects.check(moreName, consume, end)(code)
      if (code === underscore && inUnderscores) return effects.check(moreName, consume, end)(code)
      return isNameCharacter(code) ? consume(code) : end(code)
    }

    function consume(code: Code): State | undefined {
      length += 1
      if (length > longest) return nok(code)
      effects.consume(code)
      return name
    }

    function end(code: Code): State | undefined {
      if (length < 2 || code === at) return nok(code)
      return code === slash ? effects.check(path, nok, finish)(code) : finish(code)
    }

    function finish(code: Code): State | undefined {
      effects.exit('mention')
      return ok(code)
    }
  },
}

/** Dots or underscores, then more of the name: `ann.lee`, but not `ann.` at the end of a sentence. */
const moreName: Construct = {
  partial: true,
  tokenize: (effects, ok, nok) => {
    let length = 0
    return function inside(code) {
      if (isLetterOrDigit(code) || code === dash) return ok(code)
      length += 1
      if ((code !== dot && code !== underscore) || length > longest) return nok(code)
      effects.consume(code)
      return inside
    }
  },
}

const path: Construct = {
  partial: true,
  tokenize: (effects, ok, nok) => (slashCode) => {
    effects.consume(slashCode)
    return (code) => (isLetterOrDigit(code) ? ok(code) : nok(code))
  },
}

function isNameCharacter(code: Code) {
  return isLetterOrDigit(code) || code === dash || code === underscore
}
