/// Every bound of what comes from outside, each with its reason: one caller's weight is everybody's
/// wait unless it is bounded where it enters. What a grammar itself bounds, as the digits of a time or
/// the letters of an entity of HTML, stands beside the grammar; the FastCGI server is a library and
/// takes its bounds as configuration.
package enum Limits {}
