/**
 * Changes of the sample's table "Orders", five for each order: placed, paid, packed, and a cart that comes and goes.
 * An order with a gift has a line without a price when it is placed: the record that the sample's handler can't
 * digest. It is packed with the price 0, so that no other record of it fails.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;

export type OrderWrite =
  { readonly kind: 'put'; readonly item: Item } | { readonly kind: 'delete'; readonly key: Item };

export const WRITES_OF_AN_ORDER = 5;

const S = (text: string): AttributeValue => ({ S: text });
const N = (number: number): AttributeValue => ({ N: String(number) });

/** @param hasGift by the number of the order, from 0 */
export function orderWrites(orders: number, hasGift: (order: number) => boolean): readonly OrderWrite[] {
  return Array.from({ length: orders }, (_, order) => writesOf(order, hasGift(order))).flat();
}

/** A later change of an order that is packed: what came before is superseded. */
export function shipped(order: number): OrderWrite {
  return { kind: 'put', item: orderItem(order, 'shipped', [notebooks(order)]) };
}

/** The partition key of an order. */
export function orderPk(order: number): string {
  return `ORDER#${1001 + order}`;
}

function writesOf(order: number, hasGift: boolean): readonly OrderWrite[] {
  const cart = { pk: S(`CART#c-${order}`), sk: S('CART') };
  const gift = (price: number | undefined): readonly AttributeValue[] =>
    hasGift ? [line('GIFT-TOTE', 'Tote bag (a gift)', 1, price)] : [];
  const payment = {
    pk: S(orderPk(order)),
    sk: S('PAYMENT#1'),
    amount: N(12.5),
    method: S('card'),
    receipt: { B: Buffer.from(`receipt ${order}`) },
  };
  return [
    { kind: 'put', item: orderItem(order, 'placed', [notebooks(order), ...gift(undefined)]) },
    { kind: 'put', item: payment },
    { kind: 'put', item: orderItem(order, 'packed', [notebooks(order), ...gift(0)]) },
    { kind: 'put', item: { ...cart, lines: { L: [] } } },
    { kind: 'delete', key: cart },
  ];
}

function orderItem(order: number, status: string, lines: readonly AttributeValue[]): Item {
  return {
    pk: S(orderPk(order)),
    sk: S('ORDER'),
    customer: S(['Blue Heron Books', 'Lighthouse Tea Room', 'Paper Kite Studio'][order % 3] ?? ''),
    status: S(status),
    placedAt: S('2026-03-02T09:00:00Z'),
    lines: { L: [...lines] },
  };
}

function notebooks(order: number): AttributeValue {
  return line('NB-A5', 'Notebook A5, dotted', 1 + (order % 4), 12.5);
}

function line(sku: string, title: string, quantity: number, unitPrice: number | undefined): AttributeValue {
  const price = unitPrice === undefined ? undefined : { unitPrice: N(unitPrice) };
  return { M: { sku: S(sku), title: S(title), quantity: N(quantity), ...price } };
}
