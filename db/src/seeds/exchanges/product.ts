import type { Exchange } from './exchange.ts'

export const product: readonly Exchange[] = [
  [
    [
      'a',
      'Talked with ‹customer› for an hour. Three things stayed with me:\n\n1. they don’t use ‹feature› because they never saw it\n2. they print everything on ‹weekday›\n3. they’d pay for ‹feature2›, ~~probably~~ certainly',
      '👀 🙏',
    ],
    ['b', 'Number one is a design problem, we can fix that.'],
    ['c', 'Printing again! That’s the ‹n›th this month.'],
    ['>a', 'I’ll put the recording into the research folder: ‹link›'],
    ['>b', '‹thanks›, watching ‹soon›.'],
  ],
  [
    ['a', 'What’s the smallest version of ‹feature› that we’d be proud of?'],
    ['b', 'One list, no settings, undo.'],
    ['c', 'And it works from the keyboard.'],
    ['a', 'Then that’s the scope. Everything else goes into the *later* column.', '👍 💯'],
  ],
  [
    ['a', 'Poll: what first?\n\n1️⃣ ‹feature›\n2️⃣ ‹feature2›\n3️⃣ fixing ‹bug›', '1️⃣ 2️⃣ 3️⃣ 2️⃣'],
    ['b', 'Three, always three.'],
    ['a', 'Fair. Three it is, then one.'],
  ],
  [
    ['a', 'Beta of ‹feature› is on for ‹percent› % of accounts. First numbers ‹soon›.', '🤞 🚀'],
    ['b', 'Any complaints?'],
    ['a', 'One: somebody asked where the old button went. It’s right there, it just looks nicer.'],
    ['c', 'Then it’s not “right there” for them 🙂', '😂 💯'],
    ['a', 'Touché. ‹@c› shall we look at it together at ‹hour›?'],
  ],
  [
    [
      'a',
      '‹metric› after the launch: +‹percent› % week over week. I checked ‹n› times because I didn’t believe it.',
      '🎉 📈 🚀',
    ],
    ['b', 'Is it the same without the newsletter?'],
    ['a', 'Without it still +‹n› %.'],
    ['b', 'OK now I’m celebrating too ‹happy›'],
  ],
  [
    ['a', '‹@b› can we say “‹soon›” about ‹feature› to ‹customer›?'],
    ['b', 'Please say “this quarter”. I’d like to keep my promises.'],
    ['a', '👍 this quarter.'],
  ],
  [
    ['a', 'Notes from ‹meeting›: ‹link›. Decisions in **bold**, open questions have names next to them.', '🙏'],
    ['b', '‹thanks›! I’m next to four of them 😅', '😂'],
  ],
  [
    [
      'a',
      'Unpopular opinion: we should remove ‹feature›. ‹n› people used it last month and two of them are in this room.',
      '🤔 😬 👍',
    ],
    ['b', 'I’m one of them and I agree.'],
    ['c', 'Can we ask them first? Some build their week around small things.'],
    ['a', 'Writing to them ‹soon›. ‹n› mails aren’t many.', '❤️'],
  ],
  [
    [
      'a',
      'Roadmap for the next six weeks is up: ‹link›\n\n> Fewer things, finished.\n\nQuestions in the thread please.',
      '👏 🙏',
    ],
    ['>b', 'Who takes ‹feature›?'],
    ['>a', 'Team Lantern, starting ‹weekday›.'],
    ['>c', 'And support gets a preview before everybody else?'],
    ['>a', 'Yes, a week before.', '🎉'],
  ],
  [
    ['a', 'Is ‹feature› blocked by anything?'],
    ['b', 'Only by the copy for ‹screen›.'],
    ['c', 'Copy’s done, I forgot to say. Sorry!'],
    ['b', 'Then by nothing ‹happy›'],
  ],
]

export const support: readonly Exchange[] = [
  [
    ['a', '‹customer› can’t sign in on ‹browser›. Screenshot in ‹issue›.'],
    ['b', 'That looks like ‹bug›. Could they try it with a private window?'],
    ['>a', 'Works there.'],
    ['>b', 'Then it’s the old cookie. Fixed with ‹version›, until then clearing it helps.'],
    ['a', 'They’re in. They said “you people are fast” ‹happy›', '💜 🎉'],
  ],
  [
    ['a', 'Third question this week about where to find ‹feature›.'],
    ['b', 'I’ll add it to the guide.'],
    ['c', 'And we’ll move it one level up in ‹screen›. A guide for a button is a smell.', '💯'],
  ],
  [
    [
      'a',
      'Lovely mail from ‹customer›:\n\n> We switched the whole office on a ‹weekday› and nobody noticed. That is the best thing I can say about software.',
      '❤️ 😭 🎉',
    ],
    ['b', 'Printing this.'],
    ['c', 'Made my day.'],
  ],
  [
    ['a', 'Does the export contain archived items?'],
    ['b', 'Since ‹version› yes, with `archived_at` filled.'],
    ['a', '‹thanks›, telling them.'],
  ],
  [
    ['a', '‹many› rows imported by ‹customer›, ‹n› refused. They ask for a list of those.'],
    ['b', 'There’s one in the mail that they got. I’ll make the link bigger.'],
    ['a', 'They found it. Bigger would still be good 🙂', '👍'],
  ],
  [
    ['a', 'How do I set the webhook’s secret from the API?'],
    [
      'b',
      '```sh\ncurl -X PATCH https://api.example.org/v2/hooks/‹d›‹d›‹d› \\\n  -H "Authorization: Bearer $TOKEN" \\\n  -d \'{"secret": "…"}\'\n```',
      '🙏',
    ],
    ['a', 'Works. It wasn’t in the docs, was it?'],
    ['b', 'It is now: https://docs.example.org/api/hooks#secret', '👏'],
  ],
  [
    ['a', 'Inbox zero! For about ‹n› minutes.', '🎉 😂'],
    ['b', 'Screenshot or it didn’t happen.'],
  ],
  [
    ['a', '‹@b› ‹customer› is asking for you by name.'],
    ['b', 'In a good way?'],
    ['a', 'They want to know how you fixed it so quickly.', '🥹'],
    ['b', 'Calling them at ‹hour›.'],
  ],
]
