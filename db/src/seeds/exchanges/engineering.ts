import type { Exchange } from './exchange.ts'

export const engineering: readonly Exchange[] = [
  [
    ['a', '‹Could somebody|Can anybody|Would someone› review ‹pull›? It fixes ‹bug›, ‹n› files.', '👀'],
    ['b', '‹Looking.|On it.|I’ll take it.›'],
    ['>b', 'Two small things, otherwise good. Can the retry live next to the call instead of in ‹service›?'],
    ['>a', 'Good point, moved. Also added a test that fails without the fix.', '👍'],
    ['>b', 'Approved ‹happy›'],
    ['a', 'Merged. ‹thanks› ‹@b›!', '🎉'],
  ],
  [
    [
      'a',
      'Found ‹bug›. Smallest way to see it:\n\n```ts\nconst page = await list({ after: cursor, limit: ‹n› })\nconst next = await list({ after: page.at(-1)?.id, limit: ‹n› })\n// the first of `next` is the last of `page`\n```',
      '😬 👀',
    ],
    ['b', 'Oh. `>=` where `>` should be?'],
    ['a', 'Exactly that. Since ‹version›, it seems.'],
    ['c', 'I’d rather compare by `(created_at, id)`, times alone tie more often than you’d think.', '💯 👍'],
    ['a', 'Doing that. PR ‹soon›: ‹pull›'],
  ],
  [
    ['a', 'Does anybody know why ‹service› opens ‹n› connections at start?'],
    ['b', 'The pool warms up. `min` is set in the config, it doesn’t have to be.'],
    ['a', 'So `min: 0` is fine?'],
    ['b', '‹yes›. We measured ‹ms› ms for a cold one, nobody will notice.', '👍'],
  ],
  [
    [
      'a',
      'Numbers for the new index on `‹repo›`:\n\n| query | before | after |\n|---|---:|---:|\n| first page | ‹ms› ms | 4 ms |\n| page 500 | 1,800 ms | 4 ms |\n| search | 320 ms | ‹ms› ms |',
      '🔥 🚀 😮',
    ],
    ['b', 'The second row ‹happy›'],
    ['c', 'What does it cost on writes?'],
    ['a', 'About ‹percent› µs an insert. I’d take that.'],
  ],
  [
    [
      'a',
      '**Proposal:** we stop mocking the database in tests of ‹service›. Real one, one schema per test, `‹ms› ms` each. Reasons in ‹link›',
      '👍 💯 🤔',
    ],
    ['>b', '‹yes›. Half of our last ten bugs were in what the mock didn’t do.'],
    ['>c', 'How long does the suite take then?'],
    ['>a', '‹n› minutes before, ‹n› now, because it runs in parallel.'],
    ['>c', 'Then I have no objection left 🙂'],
  ],
  [
    ['a', 'TIL `structuredClone` keeps `Map` and `Date`. I’ve deleted ‹percent› lines of our own.', '🧹 🎉'],
    ['b', 'And class instances?'],
    ['a', 'Loses the prototype. We had none, luckily.'],
  ],
  [
    [
      'a',
      "Type question: why is this `string | undefined`?\n\n```ts\nconst names = ['Ada', 'Grace']\nconst first = names[0] // string | undefined\n```",
    ],
    ['b', '`noUncheckedIndexedAccess`. The array could be empty for all the compiler knows.'],
    ['b', 'Destructure and check, or `names.at(0) ?? fallback`.'],
    ['a', 'Annoying and correct. ‹thanks›!', '😂'],
  ],
  [
    ['a', 'I’m going to rename `‹repo›/legacy` ‹soon›, shout if you have open branches there.'],
    ['b', 'One, it can wait. Go ahead.'],
    ['c', 'Same here 👍'],
    ['a', 'Done. `git pull --rebase` should do.', '👍 🙏'],
  ],
  [
    ['a', 'The flaky test in `‹repo›` is found: it waited 100 ms instead of for the thing it waits for.', '🙏 🎉'],
    ['b', 'How often did it fail?'],
    ['a', 'Once in ‹n›0 runs, mostly when ‹@b› was on the same runner 😄', '😂'],
    ['b', 'I deny everything.'],
  ],
  [
    ['a', 'Before I write it myself: do we have something that retries with backoff *and* jitter?'],
    [
      'b',
      '`packages/retry`, eight lines:\n\n```ts\nexport async function backOff(tries: number) {\n  await delay(Math.min(1000, 5 * 2 ** tries) * (0.5 + Math.random() / 2))\n}\n```',
      '❤️',
    ],
    ['a', 'Lovely. ‹thanks›.'],
  ],
  [
    ['a', 'Upgraded the runtime in `‹repo›`. Startup ‹ms› ms → 40 ms, memory −‹percent› %.', '🚀 👏'],
    ['b', 'Anything to watch for?'],
    ['a', "Import assertions are gone, it’s `with { type: 'json' }` now. Everything else just ran."],
  ],
  [
    ['a', '‹@b› do you remember why we round in ‹service›?'],
    ['b', 'Because of the CSV that ‹customer› sends, ‹n› decimals of which two are real.'],
    ['a', 'I’ll write that into a comment then.', '🙏'],
  ],
  [
    ['a', 'Pairing on ‹feature› at ‹hour›, anyone?'],
    ['b', '‹yes›, if it isn’t longer than an hour.'],
    ['c', 'I’ll listen in.'],
  ],
  [
    [
      'a',
      'Query plan of the day:\n\n```sql\nexplain select * from message\n where room_id = ? and seq > ?\n order by seq limit 50;\n-- Index range scan on PRIMARY, rows: 50\n```\n\nFifty rows read for fifty rows shown. That’s all I ever wanted.',
      '😍 👏',
    ],
    ['b', 'Frame it.'],
  ],
  [
    ['a', 'CI is red on main: `‹repo›` typecheck, since ‹sha›.'],
    ['b', 'Mine, sorry. Fix is up: ‹pull›', '🙏'],
    ['a', 'Green again 💚'],
  ],
  [
    [
      'a',
      'Small thing with a large effect: ‹service› compressed every message per connection. Now once for all of them. CPU down ‹percent› %.',
      '🤯 🎉 🚀',
    ],
    ['b', 'How did nobody see that?'],
    ['a', 'Everybody saw it. It was just spread over ‹many› little slices in the profile.'],
    ['c', 'Flame graphs by *self time* ‹happy›'],
  ],
  [
    ['a', 'Draft of the RFC about numbered logs: ‹link›. Comments until ‹weekday›.', '📖 👀'],
    ['>b', 'Section 3: what happens to a cursor after a restore?'],
    ['>a', 'It’s refused by the epoch and the client reloads. I’ll say it in the first paragraph.'],
    ['>c', 'I like that nothing counts up and down.'],
  ],
]
