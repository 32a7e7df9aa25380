/** What an order costs. Amounts are in euros, rounded to cents where they are added up. */
import type { Item } from './dynamodb-stream-event.js';
import type { Discount, OrderItem } from './order-item.js';

const FREE_SHIPPING_FROM = 50;
const SHIPPING = 4.9;
const GIFT_WRAP = 2.5;

export interface OrderTotals {
  pieces: number;
  goods: number;
  discount: number;
  shipping: number;
  total: number;
}

export function orderTotals(order: OrderItem): OrderTotals {
  const goods = sum(order.lines.map(lineTotal));
  const discount = discountOn(goods, order.discount);
  const shipping = shippingOf(goods - discount) + (order.giftWrapped ? GIFT_WRAP : 0);
  return {
    pieces: sum(order.lines.map(quantityOf)),
    goods,
    discount,
    shipping,
    total: cents(goods - discount + shipping),
  };
}

function lineTotal(line: Item): number {
  const unitPrice = Number(line.unitPrice.N);
  return cents(quantityOf(line) * unitPrice);
}

function quantityOf(line: Item): number {
  return Number(line.quantity.N);
}

function discountOn(goods: number, discount: Discount | undefined): number {
  return discount === undefined ? 0 : cents((goods * discount.percent) / 100);
}

function shippingOf(goods: number): number {
  return goods >= FREE_SHIPPING_FROM ? 0 : SHIPPING;
}

function sum(amounts: number[]): number {
  return cents(amounts.reduce((total, amount) => total + amount, 0));
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
