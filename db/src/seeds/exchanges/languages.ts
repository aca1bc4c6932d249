import type { Exchange } from './exchange.ts'

export const french: readonly Exchange[] = [
  [
    ['a', 'Bonjour à tous ☕', '👋'],
    ['b', 'Salut ‹@a› ! Bien rentré de ‹city› ?'],
    ['a', 'Oui, avec six heures de retard. On ne parle pas du train.', '😂'],
  ],
  [
    ['a', 'Comment traduire “follow-up” sans dire « follow-up » ?'],
    ['b', '« Suite ». Court et juste.'],
    ['c', 'Ou « relance », si c’est la troisième fois.', '😂 💯'],
  ],
  [
    ['a', 'Quelqu’un a relu la page d’accueil en français ? ‹link›'],
    ['b', 'Je regarde cet après-midi. Attention aux espaces insécables avant « ! » et « ? ».'],
    ['a', 'C’est pour ça que je te le demande 🙂 Merci !', '🙏'],
  ],
  [
    ['a', 'Bon anniversaire ‹@b› ! 🎂', '🎂 🎉'],
    ['b', 'Merci beaucoup, il y a du gâteau à la cuisine !', '😍'],
  ],
  [
    ['a', 'Petit rappel : démonstration jeudi à 14 h 30, en français pour une fois.', '👏'],
    ['b', 'J’apporte les croissants.'],
  ],
]

export const spanish: readonly Exchange[] = [
  [
    ['a', '¡Buenos días! ¿Qué tal el fin de semana?', '👋'],
    ['b', 'Muy bien, ¡mucho sol! ¿Y tú?'],
    ['a', 'Mudanza. Todavía encuentro cajas.', '😅'],
  ],
  [
    ['a', '¿Alguien sabe cómo decimos «draft» en la aplicación?'],
    ['b', '«Borrador», siempre. Está en el glosario: ‹link›'],
    ['a', 'Perfecto, gracias ‹@b›.', '👍'],
  ],
  [
    ['a', '‹customer› está encantado con la nueva versión 🎉', '🎉 💪'],
    ['b', '¡Qué bien! Se lo cuento al equipo.'],
  ],
  [
    ['a', 'Hoy hay arepas en la cocina, corran.', '🏃 😍'],
    ['b', '¡Ya no quedan! 😭', '😂'],
  ],
]

export const german: readonly Exchange[] = [
  [
    ['a', 'Moin zusammen ☕', '☕ 👋'],
    ['b', 'Guten Morgen! Hat jemand den Schlüssel vom Besprechungsraum?'],
    ['c', 'Liegt bei mir, bringe ich gleich.', '🙏'],
  ],
  [
    ['a', 'Wie übersetzen wir „Settings“? Einstellungen ist für die Seitenleiste zu lang.'],
    ['b', '„Optionen“? Acht Zeichen statt dreizehn.'],
    ['a', 'Mutig. Aber gut.', '👍 😂'],
  ],
  [
    ['a', 'Der Aufzug fährt wieder. Vorerst.', '🎉 😂'],
    ['b', 'Ich nehme weiterhin die Treppe, danke.'],
  ],
  [
    ['a', 'Heute Abend Brettspiele ab 18 Uhr, Küche im dritten Stock.', '🎲 🙋'],
    ['b', 'Bin dabei!'],
    ['c', 'Komme etwas später, bringe Brezeln mit 🥨', '🥨'],
  ],
]

export const japanese: readonly Exchange[] = [
  [
    ['a', 'おはようございます ☀️', '☀️'],
    ['b', 'おはようございます！今日もよろしくお願いします。'],
  ],
  [
    ['a', '‹feature›の翻訳を確認していただけますか？ ‹link›'],
    ['b', 'はい、午後に見ます。'],
    ['b', '「保存する」より「保存」のほうが短くて良いと思います。', '👍'],
    ['a', 'なるほど、直しました。ありがとうございます！', '🙏'],
  ],
  [
    ['a', '京都の桜が満開です 🌸', '🌸 😍'],
    ['b', 'いいですね！写真を送ってください。'],
    ['c', '来週出張で行きます。間に合うかな。'],
  ],
  [
    ['a', 'お昼はラーメンにしませんか？', '🍜'],
    ['b', '賛成です！'],
  ],
]

/** Many languages in one room. */
export const abroad: readonly Exchange[] = [
  [
    ['a', 'How do you say *enjoy your meal*? Here: “Bon appétit”.', '😋'],
    ['b', '„Guten Appetit“'],
    ['c', '“いただきます”, though it says something else, and more.', '❤️'],
    ['a', 'And in Kenya?'],
    ['b', 'I’m told “Karibu chakula”.'],
  ],
  [
    [
      'a',
      'Plural forms in Polish: one *plik*, two *pliki*, five *plików*, twenty-two *pliki*. Our `‹n› file(s)` won’t do.',
      '😮 😂',
    ],
    ['b', '`Intl.PluralRules` knows. I’ll wire it up.'],
    ['c', 'Arabic has six, by the way. صفر، واحد، اثنان، قليل، كثير، آخر.', '🤯'],
  ],
  [
    ['a', 'Шановні, переклад українською готовий на ‹percent› % 🇺🇦', '💛 💙'],
    ['b', 'Дякую! I’ll review the settings part.'],
  ],
  [
    ['a', '신규 기능 번역 끝났습니다. 확인 부탁드려요: ‹link›', '👏'],
    ['b', '고마워요! 오늘 볼게요.'],
  ],
  [
    ['a', '新版本的中文文案我改好了，麻烦看一下 ‹link›', '👀'],
    ['b', '“撤销”比“取消”更清楚，其他都很好。'],
    ['a', '好的，谢谢！', '👍'],
  ],
  [
    ['a', 'صباح الخير جميعًا 🌞', '🌞'],
    ['b', 'صباح النور! The right-to-left fix looks great in ‹version›.'],
    ['a', 'Finally the arrows point the right way. ‹thanks›!', '🎉'],
  ],
]
