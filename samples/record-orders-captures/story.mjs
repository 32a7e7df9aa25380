/**
 * The changes that are made to the Orders table: one day in a stationery shop. Customers
 * are invented. Each step is one change, so one record of the stream.
 *
 * In the middle of the second batch a free gift, a line without `unitPrice`, is added to
 * order 1004: that is the record which the sample's handler can't digest. The next change
 * of that order gives the gift the price 0, so that no other record fails.
 */
const S = (text) => ({ S: text });
const N = (number) => ({ N: String(number) });
const bytes = (text) => Uint8Array.from(Buffer.from(text, 'utf8'));

const line = (sku, title, quantity, unitPrice) => ({
  M: {
    sku: S(sku),
    title: S(title),
    quantity: N(quantity),
    ...(unitPrice !== undefined && { unitPrice: N(unitPrice) }),
  },
});

const orderKey = (id) => ({ pk: S(`ORDER#${id}`), sk: S('ORDER') });
const paymentKey = (id, number) => ({ pk: S(`ORDER#${id}`), sk: S(`PAYMENT#${number}`) });
const cartKey = (id) => ({ pk: S(`CART#${id}`), sk: S('CART') });

const put = (Item) => ({ put: Item });
const set = (Key, attributes, removed = []) => ({ update: { Key, attributes, removed } });
const remove = (Key) => ({ remove: Key });
/** DynamoDB Local does not remove by time to live in the time of a recording: a real removal is labelled as one. */
const expire = (Key) => ({ remove: Key, expired: true });

const order = (id, customer, time, lines, more = {}) =>
  put({
    ...orderKey(id),
    customer: S(customer),
    status: S('placed'),
    placedAt: S(`2026-03-02T${time}:00Z`),
    lines: { L: lines },
    ...more,
  });

const payment = (id, number, amount, method) =>
  put({
    ...paymentKey(id, number),
    amount: N(amount),
    method: S(method),
    receipt: { B: bytes(`receipt ${id}/${number}`) },
  });

const cart = (id, lines) => put({ ...cartKey(id), lines: { L: lines }, expiresAt: N(1772449200) });

const status = (id, value, more = {}) => set(orderKey(id), { status: S(value), ...more });

const notebook = (quantity) => line('NB-A5', 'Notebook A5, dotted', quantity, 12.5);
const pencils = (quantity) => line('PC-12', 'Coloured pencils, 12', quantity, 18.9);
const ink = (quantity) => line('INK-BL', 'Ink, blue-black', quantity, 9.75);
const giftTote = (price) => line('GIFT-TOTE', 'Tote bag (a gift)', 1, price);

const labels = (id) => ({
  labels: { BS: [bytes(`label ${id} front`), bytes(`label ${id} back`)] },
  parcelWeightsKg: { NS: ['0.85', '2.4'] },
});

export const batches = [
  {
    file: '1-orders-placed.json',
    startsAt: '2026-03-02T09:00:00Z',
    steps: [
      order('1001', 'Blue Heron Books', '09:00', [notebook(4), ink(1)], {
        giftWrapped: { BOOL: false },
        note: { NULL: true },
        tags: { SS: ['web', 'returning'] },
      }),
      payment('1001', 1, 59.75, 'card'),
      cart('c-71', [pencils(1)]),
      order('1002', 'Lighthouse Tea Room', '09:04', [pencils(2)], {
        giftWrapped: { BOOL: true },
        note: S('Ring twice — the bell is shy ☕'),
        discount: { M: { code: S('SPRING'), percent: N(10) } },
      }),
      status('1001', 'packed'),
      order('1003', 'Paper Kite Studio', '09:07', [notebook(1)], { tags: { SS: ['phone'] } }),
      payment('1002', 1, 41.42, 'invoice'),
      remove(cartKey('c-71')),
      status('1001', 'shipped', labels('1001')),
      set(orderKey('1003'), { lines: { L: [notebook(2), ink(1)] } }),
    ],
  },
  {
    file: '2-order-with-gift.json',
    startsAt: '2026-03-02T11:30:00Z',
    steps: [
      order('1004', 'Old Mill Pottery', '11:30', [notebook(3), pencils(1)], {
        discount: { M: { code: S('WELCOME'), percent: N(5) } },
        tags: { SS: ['web', 'new'] },
      }),
      cart('c-72', []),
      payment('1003', 1, 39.65, 'card'),
      status('1002', 'packed'),
      set(orderKey('1004'), { note: S('Leave it at the kiln') }, ['discount']),
      // The record that fails: a gift has no unit price.
      set(orderKey('1004'), {
        lines: { L: [notebook(3), pencils(1), giftTote()] },
        giftWrapped: { BOOL: true },
      }),
      payment('1004', 1, 58.9, 'card'),
      status('1003', 'packed'),
      set(orderKey('1004'), { lines: { L: [notebook(3), pencils(1), giftTote(0)] } }),
      order('1005', 'Harbour Chess Club', '11:52', [ink(6)], { note: { NULL: true } }),
      status('1002', 'shipped', labels('1002')),
    ],
  },
  {
    file: '3-shipped-and-returned.json',
    startsAt: '2026-03-02T15:10:00Z',
    steps: [
      status('1003', 'shipped', labels('1003')),
      payment('1005', 1, 30, 'transfer'),
      expire(cartKey('c-72')),
      set(orderKey('1005'), { lines: { L: [] }, status: S('cancelled') }),
      remove(paymentKey('1005', 1)),
      remove(orderKey('1005')),
      status('1001', 'delivered'),
      set(orderKey('1002'), {
        status: S('returned'),
        lines: { L: [line('PC-12', 'Coloured pencils, 12', 0, 18.9)] },
      }),
      status('1004', 'shipped', labels('1004')),
    ],
  },
  {
    // Only in the capture of the whole day.
    startsAt: '2026-03-02T17:00:00Z',
    steps: ['1006', '1007', '1008', '1009'].flatMap((id, index) => [
      order(
        id,
        ['Moss & Fern', 'Corner Cinema', 'Tin Whistle Trio', 'Night Owl Diner'][index],
        `17:0${index}`,
        [notebook(index + 1), pencils(1)],
      ),
      payment(id, 1, [36.3, 48.8, 56.4, 68.9][index], 'card'),
      status(id, 'packed', { tags: { SS: ['evening'] } }),
      status(id, 'shipped', labels(id)),
      set(orderKey(id), { status: S('delivered') }, ['tags']),
    ]),
  },
];
