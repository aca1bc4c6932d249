import type { Exchange } from './exchange.ts'

export const company: readonly Exchange[] = [
  [
    ['a', '‹hello› ☀️', '👋 ☀️'],
    ['b', '‹hello› ‹@a›!'],
    ['c', '‹hello› from a rainy ‹city› 🌧️'],
  ],
  [
    ['a', 'Please welcome ‹@b›, who starts with us today! 🎉', '👋 🎉 💜 🙌'],
    ['b', '‹thanks›! I’m in ‹city›, I like ‹food› and long walks, and I’ll ask many questions.', '👋 ❤️'],
    ['c', 'Welcome! There are no silly ones.'],
  ],
  [
    ['a', '@all ‹meeting› is at ‹hour› instead of ‹hour2›, same link.', '👍 👍'],
    ['b', '👍'],
  ],
  [
    ['a', 'What I’m doing today:\n\n- finishing ‹feature›\n- reviewing ‹pull›\n- lunch', '👍'],
    ['b', '‹service›, and then ‹service2›. And ‹bug›, if time allows.'],
    ['c', 'Interviews until ‹hour›, then I’m yours.'],
  ],
  [
    ['a', 'I’ll be offline from ‹weekday›, back in ‹n› days. ‹@b› knows everything that I know.', '🏖️ 👋'],
    ['b', 'I know where the notes are, that’s the same.', '😂'],
    ['c', 'Have a good time!'],
  ],
  [
    ['a', 'Happy birthday ‹@b›! 🎂', '🎂 🥳 🎉 💜'],
    ['c', 'All the best! 🎈'],
    ['b', '‹thanks› everybody! There’s cake, real and virtual 🍰', '😍'],
  ],
  [
    [
      'a',
      'The numbers of the quarter, in one paragraph: we grew ‹percent› %, lost ‹n› customers and won ‹percent2›, answered support in ‹n2› hours on average, and shipped ‹feature› when we said we would. I’m proud of the last one most, because it’s the one we can decide. Slides and recording follow ‹soon›; questions here, or to me directly, or anonymously in the form that ‹@b› set up.',
      '👏 🎉 💜',
    ],
    ['b', '“When we said we would” should be on a T-shirt.', '😂 💯'],
    ['>c', 'What’s the plan for ‹city›?'],
    ['>a', 'Small office from spring on, for those who want one. Nobody has to move.'],
  ],
  [
    ['a', 'Who’s in for ‹meeting› in ‹city›?', '🙋 ✋'],
    ['b', 'Me!'],
    ['c', 'Me too, if somebody shares a room with a snorer.', '😂'],
  ],
  [
    ['a', 'Retro board is open: ‹link›. Kind, specific, short.', '🙏'],
    ['b', 'Done. Mine is specific and long, sorry.'],
  ],
  [
    ['a', 'Reminder: expense reports ‹soon›.', '😬'],
    ['b', '‹thanks› for the reminder I deserved.'],
  ],
  [
    ['a', 'The role for ‹repo› is public now: ‹link› — if you know somebody kind and curious, tell them.', '👀'],
    ['b', 'I know two. Writing to them.', '🙌'],
  ],
  [
    ['a', 'Great demo today ‹@b› 👏', '👏 🔥'],
    ['b', 'It crashed ‹n› minutes before. I have never typed so fast.', '😱 😂'],
    ['a', 'Nobody saw.'],
  ],
]

export const direct: readonly Exchange[] = [
  [
    ['a', 'Do you have ‹n› minutes?'],
    ['b', 'Sure, now?'],
    ['a', '‹yes›, calling.'],
  ],
  [
    ['a', 'Did you see ‹pull›? I’m not sure about the second commit.'],
    ['b', 'Me neither. I’d split it.'],
    ['a', 'OK good, then it’s not only me 🙂'],
  ],
  [
    ['a', '‹thanks› for earlier. That helped a lot.', '❤️'],
    ['b', 'Any time.'],
  ],
  [
    ['a', 'Lunch at ‹hour›? There’s ‹food› at the corner.'],
    ['b', '‹yes›!'],
    ['a', 'Meet you downstairs.', '👍'],
  ],
  [
    ['a', 'Between us: I think ‹feature› slips a week.'],
    ['b', '‹thanks› for telling me early. Say it in ‹meeting›, nobody will mind.'],
    ['a', 'Will do.'],
  ],
  [
    ['a', 'The link from before: ‹link›'],
    ['b', '🙏'],
  ],
  [
    ['a', 'How was ‹city›?'],
    ['b', 'Wonderful. Too much ‹food›, too little sleep.'],
    ['b', 'I’ll bring pictures.'],
    ['a', 'And ‹food›, please.', '😂'],
  ],
  [
    [
      'a',
      'Can you look over my text for ‹screen›?\n\n> You’re all set. We’ll tell you when something happens, and only then.',
    ],
    ['b', 'I like it. Maybe without “all”.'],
    ['a', 'Even better. Done.'],
  ],
  [
    ['a', 'Quick one: is it `--dry-run` or `--check`?'],
    ['b', '`--check`'],
    ['a', '🙏'],
  ],
]
