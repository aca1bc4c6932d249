import { expect, test } from 'vitest'
import { clientAddress, trustedProxies } from './addresses.ts'

const proxies = trustedProxies(['10.0.0.0/8', '::1', '192.168.1.7'])

test.each([
  ['nobody is believed who isn’t trusted', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['a trusted proxy is believed', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
  [
    'what stands before the last untrusted hop could be made up',
    '10.1.2.3',
    '6.6.6.6, 203.0.113.9, 192.168.1.7',
    '203.0.113.9',
  ],
  ['a proxy that says nothing stands for itself', '10.1.2.3', null, '10.1.2.3'],
  ['nonsense is no address', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['an IPv4 address in an IPv6 coat is the IPv4 address', '::ffff:10.1.2.3', '203.0.113.9', '203.0.113.9'],
  ['what is too long is no address', '10.1.2.3', '1'.repeat(65), '10.1.2.3'],
  ['IPv6', '::1', '2001:DB8::1', '2001:db8::1'],
])('%s', (...[, remote, forwardedFor, expected]) => {
  expect(clientAddress(proxies, remote, forwardedFor)).toBe(expected)
})

test('a list with something that is neither an address nor a range is refused', () => {
  expect(() => trustedProxies(['proxy.local'])).toThrow()
})

test('whatever many clients make up, who asks is told right', () => {
  for (let i = 0; i < 3000; i++) {
    const address = `2001:db8::${i.toString(16)}`
    expect(clientAddress(proxies, '10.1.2.3', address)).toBe(clientAddress(proxies, address, null))
  }
})
