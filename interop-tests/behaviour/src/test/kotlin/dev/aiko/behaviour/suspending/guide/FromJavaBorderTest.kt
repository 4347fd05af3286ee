package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko
import dev.aiko.behaviour.straight.guide.FixedMenu
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.Suspend
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** What the page "From Java" says to those who call Java in Kotlin. */
class FromJavaBorderTest :
    StringSpec({
        "a flow of what Java calls back with is a channelFlow" {
            inTask {
                val menu = FixedMenu()
                served(menu).toList() shouldBe listOf("tea")
                val emitted = flow { menu.bring("tea") { emit(it) } }
                shouldThrow<IllegalStateException> { emitted.toList() }
                    .message!! shouldContain "Flow invariant is violated"
            }
        }

        "a function with a value class has a name that Java cannot say" {
            val names = Till::class.java.methods.map { it.name }
            val name = names.single { it.startsWith("pay") }
            name.all(Character::isJavaIdentifierPart) shouldBe false
        }

        "without a loop a body that blocks stalls the answers of others, blocking(…) does not" {
            inTime {
                runBlocking(Dispatchers.Default) {
                    val isAnswered = CountDownLatch(1)
                    val slow = async {
                        answered { Aiko.blocking(Callable { isAnswered.await(LONG, SECONDS) }) }
                    }
                    answered { "quick" } shouldBe "quick"
                    isAnswered.countDown()
                    slow.await() shouldBe true
                }
            }
        }
    })

fun served(menu: Menu): Flow<String> = channelFlow { menu.bring("tea") { send(it) } }

@JvmInline
value class Coins(val count: Int)

interface Till {
    suspend fun pay(coins: Coins)
}

private suspend fun <T> answered(body: Callable<T>): T =
    suspendCoroutineUninterceptedOrReturn { Suspend.answer(it, body) }
