/** Named tensors out of model files, every count and extent checked before it is used. */
package dev.flint.runtime.weights;
