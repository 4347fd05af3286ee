package dev.aiko.demo.shop.web;

/** Answers calls in straight lines; it may wait, and whatever it throws is dealt with. */
@FunctionalInterface
interface Controller {

    Reply answer(Call call) throws Exception;
}
