import type { Exchange } from './exchange.ts'

export const operations: readonly Exchange[] = [
  [
    ['a', '🚨 ‹metric› of ‹service› is off since ‹hour›: ‹link›', '👀'],
    ['b', 'Looking.'],
    ['>b', 'It starts with deploy `‹sha›`. Rolling back.'],
    ['>a', '‹yes›.'],
    ['>b', 'Back to normal at ‹n› minutes. No data lost, ‹many› requests were slow.'],
    ['>c', 'I’ll write the review ‹soon›.'],
    ['a', 'Resolved ✅ ‹thanks› ‹@b›.', '🙏 💚'],
  ],
  [
    ['a', 'Deploying `‹repo›` ‹version›.'],
    ['a', 'Done, all nodes on ‹version›. Nobody was disconnected for longer than a second.', '🚀 🎉'],
  ],
  [
    [
      'a',
      'Released ‹version›:\n\n- ‹feature› for everybody\n- fixed ‹bug›\n- ‹service› answers ‹percent› % faster',
      '🎉 🚀 👏',
    ],
    ['b', 'Telling ‹customer›, they’ve been waiting for it.'],
    ['c', '‹happy› ‹happy›'],
  ],
  [
    ['a', 'Disk on the replica is at ‹percent›0 %, I’ll prune binlogs older than ‹n› days unless somebody needs them.'],
    ['b', '‹yes›.'],
    ['a', 'Freed 180 GB.', '🧹'],
  ],
  [
    ['a', 'Failover drill ‹soon› at ‹hour›. I’ll kill the primary, you watch the graphs. ☕', '😱 🍿'],
    ['b', 'Ready.'],
    ['a', 'Killed.'],
    ['b', 'Writes stopped for 4.‹n› s, no errors for readers.'],
    ['c', 'Clients reconnected with their cursors, nothing missing.', '🎉'],
    ['a', 'That’s what I call boring. Well done, everybody.', '🥱 💚'],
  ],
  [
    [
      'a',
      'On-call hand-over: quiet week, ‹n› pages, all of them ‹service› and all before breakfast. Notes: ‹link›',
      '🙏',
    ],
    ['b', '‹thanks›, taking over. Sleep well ‹@a›.'],
  ],
  [
    ['a', 'Certificate of the staging gateway runs out ‹soon›.'],
    ['b', 'Renewed. And now there’s an alert ‹n› days before.', '🙏 👏'],
  ],
  [
    ['a', 'Is anybody else seeing 502s from ‹service›?'],
    ['b', 'Yes, ‹n› in the last minute.'],
    ['c', 'That’s me, draining node 3. Shouldn’t be visible, looking why it is.'],
    ['>c', 'Keep-alive on the balancer was longer than on the node. Fixed: ‹pull›', '🧠 👏'],
  ],
  [
    [
      'a',
      '```\n$ kubectl get pods -l app=‹repo›\nNAME             READY   STATUS    RESTARTS   AGE\n‹repo›-‹sha›-0   1/1     Running   0          ‹n›d\n‹repo›-‹sha›-1   1/1     Running   ‹n›          ‹n›h\n```\n\nWho restarts here, and why?',
      '👀',
    ],
    ['b', 'Out of memory at the nightly export. Raising the limit is a plaster, streaming it is the cure.'],
    ['a', 'Cure, please 🙂'],
    ['b', 'Ticket ‹issue›, I’ll start ‹soon›.'],
  ],
  [
    ['a', 'Cost report: −‹percent› % since we turned off the machines that nobody remembered.', '💸 🎉'],
    ['b', 'Do we know what they did?'],
    ['a', 'They waited.', '😂'],
  ],
  [
    ['a', 'Backups restored into a fresh database as a test: ‹many› rows, 11 minutes, checksums equal.', '💚 👏'],
    ['b', 'Untested backups are wishes. ‹thanks› for doing this every month.'],
  ],
  [
    ['a', 'Maintenance window ‹weekday› ‹hour›: database minor upgrade, read-only for about a minute.', '👍'],
    ['b', 'Support knows, there’s a banner.'],
    ['a', 'Took 41 seconds. Over.', '🎉'],
  ],
]
