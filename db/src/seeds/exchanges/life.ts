import type { Exchange } from './exchange.ts'

export const life: readonly Exchange[] = [
  [
    ['a', 'I made ‹food› yesterday and it actually worked.', '😍 🤤'],
    ['b', 'Recipe?'],
    ['a', 'Fry onions longer than you think. That’s the recipe.', '💯 😂'],
  ],
  [
    ['a', 'What are you listening to? I’m on ‹music› since this morning.', '🎧'],
    ['b', '‹music2›. Helps with reviews.'],
    ['c', 'Rain. Real rain.', '🌧️'],
  ],
  [
    ['a', 'Finished ‹book›. I need to talk about it with somebody.', '📚'],
    ['b', 'No spoilers, I’m on page ‹n›0!'],
    ['c', 'Read it years ago. The ending still follows me.'],
    ['a', 'Thread in ‹n› weeks then, when ‹@b› is through.', '😂 👍'],
  ],
  [
    ['a', 'My ‹animal› joined ‹meeting› today and had the best point.', '😂 ❤️ 🐾'],
    ['b', 'Hire them.'],
  ],
  [
    ['a', 'Ran ‹n› km before breakfast. Slowly, but all of them.', '🏃 👏 💪'],
    ['b', 'I ran to the bus.'],
    ['b', 'And missed it.', '😂'],
  ],
  [
    ['a', 'My ‹plant› has a new leaf 🌱', '🌱 😍 🎉'],
    ['b', 'Picture!'],
    ['a', 'Coming as soon as it holds still.'],
  ],
  [
    ['a', 'Somebody left ‹food› in the fridge since ‹weekday›. I’m not asking who.', '👀 😂'],
    ['b', 'It was me and I’m sorry.'],
    ['c', 'It was delicious.', '😱 😂'],
  ],
  [
    ['a', 'Good evening from ‹city›, where it’s light until eleven 🌅', '😍'],
    ['b', 'And here it’s dark at four.'],
    ['c', 'Swap?'],
  ],
  [
    ['a', '😂😂'],
    ['b', 'What happened?'],
    ['a', 'Wrong window. But it was funny.', '😂'],
  ],
  [
    ['a', 'Tuesday game: ‹n› of us, one dragon, no plan.', '🐉 🎲'],
    ['b', 'I have a plan.'],
    ['c', 'That’s what worries me.', '😂'],
  ],
  [
    ['a', 'First snow in ‹city› ❄️', '❄️ ☃️'],
    ['b', '‹happy›'],
    ['c', 'Send some.'],
  ],
  [
    ['a', 'Which keyboard do people use? Mine gave up the letter e.'],
    ['b', 'Th n it’s tim for a n w on .', '😂 😂'],
    ['c', 'I’d help you choose but you can’t typ th nam .', '😂'],
  ],
  [
    ['a', 'Coffee at ‹hour›?', '☕ ☕'],
    ['b', '‹yes›'],
    ['c', 'Tea, and yes.'],
  ],
  [
    ['a', '🎉'],
    ['b', '🎉'],
    ['c', 'What do we celebrate?'],
    ['a', '‹weekday›.', '😂 🎉'],
  ],
]
